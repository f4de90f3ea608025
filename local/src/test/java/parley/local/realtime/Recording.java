package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One recorded scenario, up to the point where the recorder only closes its sockets.
 *
 * @param number the two digits its name begins with
 * @param lines everything in recorded order
 * @param endMs when it ended, milliseconds after its start
 */
record Recording(int number, String name, Instant started, List<Line> lines, long endMs) {
    private static final String FOLDER = "/realtime-recordings/";

    /**
     * A line of a recording.
     *
     * @param t milliseconds after the start
     */
    record Line(long t, String kind, JsonNode json) {
        int connection() {
            return json.path("conn").asInt();
        }

        boolean is(String wanted) {
            return kind.equals(wanted);
        }

        boolean fromServer() {
            return json.path("dir").asText().equals("s2c");
        }

        boolean fromClient() {
            return json.path("dir").asText().equals("c2s");
        }

        String text(String field) {
            return json.path(field).asText();
        }

        /** The request or status line of an HTTP message. */
        String head() {
            return json.path("head").path(0).asText();
        }
    }

    static String setup() {
        return resource("00-setup.sql");
    }

    static List<Recording> all() {
        return new TreeSet<>(List.of(resource("list.txt").split("\n")))
                .stream().map(Recording::read).toList();
    }

    static Recording read(String name) {
        List<Line> lines =
                resource(name + ".jsonl")
                        .lines()
                        .map(line ->
                                Json.parse(line.getBytes(StandardCharsets.UTF_8)).orElseThrow())
                        .map(json ->
                                new Line(json.path("t").asLong(), json.path("kind").asText(), json))
                        .toList();
        Stream<Line> before = lines.stream().takeWhile(line -> !isEnd(line));
        long end =
                lines.stream()
                        .filter(Recording::isEnd)
                        .findFirst()
                        .map(Line::t)
                        .orElse(lines.getLast().t());
        Instant started = Instant.parse(lines.getFirst().text("started"));
        int number = Integer.parseInt(name.substring(0, 2));
        return new Recording(number, name, started, before.toList(), end);
    }

    private static boolean isEnd(Line line) {
        return line.is("note") && line.text("text").startsWith("END OF SCENARIO");
    }

    private static String resource(String name) {
        try (InputStream in = Recording.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("missing " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
