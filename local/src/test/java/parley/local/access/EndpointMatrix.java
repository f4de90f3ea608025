package parley.local.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import parley.local.attacks.Scene;
import parley.local.attacks.Scene.Caller;
import parley.local.attacks.Street;

/**
 * Every public door asked by everybody, over the network, each time about a fresh call: what it
 * answers. The doors are discovered (the template's functions, the database's clients' functions);
 * one that {@link Doors} cannot ask stands in the lines as unknown.
 */
final class EndpointMatrix {
    private static final Pattern FUNCTION =
            Pattern.compile("(?m)^\\s+CodeUri: functions/([a-z-]+)/target/");

    private final Street street;
    private final Scene scene;

    EndpointMatrix(Street street) throws IOException, InterruptedException, SQLException {
        this.street = street;
        this.scene = new Scene(street);
    }

    /** How many people ask. */
    int callers() {
        return scene.everybody.size();
    }

    List<String> lines() throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add(heading());
        lines.addAll(doors(""));
        lines.addAll(topics());
        return lines;
    }

    /** The lines of doors whose name begins so. */
    List<String> doors(String beginning) throws Exception {
        List<String> lines = new ArrayList<>();
        for (String name : discovered()) {
            if (!name.startsWith(beginning)) {
                continue;
            }
            Map<String, Doors.Door> asked = Doors.of(name);
            if (asked.isEmpty()) {
                lines.add(name + " is a door that nobody has described");
            }
            for (Map.Entry<String, Doors.Door> door : asked.entrySet()) {
                lines.add(line(door.getKey(), door.getValue()));
            }
        }
        return lines;
    }

    private String heading() {
        return "%-50s".formatted("door")
                + scene.everybody.stream()
                        .map(who -> " | " + who.name())
                        .collect(Collectors.joining());
    }

    private List<String> discovered() throws IOException, SQLException {
        Path template = parley.local.prove.Proof.repository().resolve("template.yaml");
        List<String> all =
                new ArrayList<>(
                        FUNCTION.matcher(Files.readString(template))
                                .results()
                                .map(match -> "function " + match.group(1))
                                .sorted()
                                .toList());
        String routines =
                street.ask(
                        "select string_agg(distinct 'rpc ' || proname, ',' order by 'rpc ' ||"
                                + " proname) from pg_proc where pronamespace = 'public'::regnamespace"
                                + " and proname like 'parley%'");
        all.addAll(List.of(routines.split(",", -1)));
        all.add("rpc of schema parley");
        return all;
    }

    private String line(String what, Doors.Door door) throws Exception {
        StringBuilder line = new StringBuilder("%-50s".formatted(what));
        for (Caller who : scene.everybody) {
            scene.reset(!what.contains("(ringing)"));
            line.append(" | ").append(door.ask(street, scene, who).word());
        }
        return line.toString();
    }

    /** A refused join takes its time on the real server too, so all of them are tried at once. */
    private List<String> topics() throws SQLException, InterruptedException, ExecutionException {
        scene.reset(true);
        Map<String, String> topics = new TreeMap<>();
        topics.put("topic of this call", "chat_session_" + scene.session() + ":call");
        topics.put("topic of the desk", "parley:desk:" + Scene.GLOBEX);
        topics.put("topic of the winner", "parley:agent:" + Scene.GINA);
        topics.put("topic of the host's chat", "chat_session_" + scene.session());
        try (ExecutorService joins = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, List<Future<Boolean>>> asked = new TreeMap<>();
            for (Map.Entry<String, String> topic : topics.entrySet()) {
                List<Callable<Boolean>> all = new ArrayList<>();
                for (Caller who : scene.everybody) {
                    all.add(() -> street.joins(topic.getValue(), who.token()));
                }
                asked.put(topic.getKey(), all.stream().map(joins::submit).toList());
            }
            List<String> lines = new ArrayList<>();
            for (Map.Entry<String, List<Future<Boolean>>> topic : asked.entrySet()) {
                StringBuilder line = new StringBuilder("%-50s".formatted(topic.getKey()));
                for (Future<Boolean> join : topic.getValue()) {
                    line.append(" | ").append(join.get() ? "hears" : "-");
                }
                lines.add(line.toString());
            }
            return lines;
        }
    }
}
