package parley.local.realtime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads pgoutput (logical replication protocol, version 1) as far as inserted rows need it. */
final class PgOutput {
    /**
     * An inserted row.
     *
     * @param values text of each column by its name; absent if null
     */
    record Inserted(String schema, String table, Map<String, String> values) {}

    private record Relation(String schema, String table, List<String> columns) {}

    private final Map<Integer, Relation> relations = new HashMap<>();

    /** The row that a message inserts; nothing for every other kind of message. */
    Optional<Inserted> read(ByteBuffer message) {
        return switch (message.get()) {
            case 'R' -> {
                relation(message);
                yield Optional.empty();
            }
            case 'I' -> insert(message);
            default -> Optional.empty();
        };
    }

    private void relation(ByteBuffer in) {
        int id = in.getInt();
        String schema = text(in);
        String table = text(in);
        in.get();
        int count = in.getShort();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            in.get();
            columns.add(text(in));
            in.getInt();
            in.getInt();
        }
        relations.put(id, new Relation(schema, table, columns));
    }

    private Optional<Inserted> insert(ByteBuffer in) {
        Relation relation = relations.get(in.getInt());
        in.get();
        int count = in.getShort();
        if (relation == null) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String value = value(in);
            if (value != null) {
                values.put(relation.columns().get(i), value);
            }
        }
        return Optional.of(new Inserted(relation.schema(), relation.table(), values));
    }

    private static @Nullable String value(ByteBuffer in) {
        if (in.get() != 't') {
            return null;
        }
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer in) {
        int from = in.position();
        int end = from;
        while (in.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - from];
        in.get(bytes).get();
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
