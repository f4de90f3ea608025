package parley.local.relay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.local.http.Json;
import parley.local.jdbc.Connections;

/**
 * Reads coturn's log as it grows and tells the ledger what it counted ({@code parley.count_relay}).
 * coturn writes a line for every 2048 packets of an allocation and one at its close, each with what
 * came since the line before. The client's leg is meant: {@code rb} up, {@code sb} down.
 */
public final class UsageLog implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(300);

    private static final Pattern USAGE =
            Pattern.compile(
                    "^(\\S+): : session (\\d+): usage: realm=<[^>]*>, username=<\\d+:([0-9a-f-]{36})>,"
                            + " (rp=\\d+, rb=(\\d+), sp=\\d+, sb=(\\d+))");

    private final Path log;
    private final Connections database;
    private final Thread thread = Thread.ofVirtual().name("coturn-usage").unstarted(this::run);
    private long read;
    private String rest = "";

    private UsageLog(Path log, Connections database) {
        this.log = log;
        this.database = database;
    }

    public static UsageLog follow(Path log, Connections database) {
        UsageLog usage = new UsageLog(log, database);
        usage.thread.start();
        return usage;
    }

    /** The usage lines of a text, as {@code count_relay} takes them. */
    public static ArrayNode lines(String text) {
        ArrayNode lines = Json.MAPPER.createArrayNode();
        for (String line : text.split("\n", -1)) {
            Matcher usage = USAGE.matcher(line);
            if (usage.find()) {
                lines.addObject()
                        .put("grant", usage.group(3))
                        .put("line", usage.group(1) + " " + usage.group(2) + " " + usage.group(4))
                        .put("up", Long.parseLong(usage.group(5)))
                        .put("down", Long.parseLong(usage.group(6)));
            }
        }
        return lines;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(PAUSE);
                tellMore();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | SQLException e) {
                // the database is away, or the log not there yet: next time from the same place
            }
        }
    }

    private void tellMore() throws IOException, SQLException {
        if (!Files.exists(log) || Files.size(log) <= read) {
            return;
        }
        String text = rest + more();
        int end = text.lastIndexOf('\n') + 1;
        ArrayNode lines = lines(text.substring(0, end));
        if (!lines.isEmpty()) {
            tell(lines.toString());
        }
        read += text.length() - rest.length();
        rest = text.substring(end);
    }

    /** coturn writes ASCII, so characters are bytes. */
    private String more() throws IOException {
        try (FileChannel file = FileChannel.open(log)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(file.size() - read, 1 << 20));
            file.read(buffer, read);
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        }
    }

    private void tell(String lines) throws SQLException {
        database.inTransaction(connection -> {
            try (PreparedStatement count =
                    connection.prepareStatement("select parley.count_relay(?::jsonb)")) {
                count.setString(1, lines);
                return count.execute();
            }
        });
    }
}
