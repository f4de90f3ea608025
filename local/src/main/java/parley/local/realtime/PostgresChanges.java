package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a join's answer says about {@code postgres_changes}: each filter comes back with a number.
 * Changes themselves are not delivered here; nothing of ours asks for them.
 */
final class PostgresChanges {
    private static final int NUMBERS = 1 << 27;

    private PostgresChanges() {}

    static ArrayNode echo(JsonNode params, String topic) {
        ArrayNode echo = Json.array();
        if (!params.has("config")) {
            return echo.add(numbered(byTopic(topic)));
        }
        for (JsonNode filter : params.path("config").path("postgres_changes")) {
            if (filter instanceof ObjectNode object) {
                echo.add(numbered(object.deepCopy()));
            }
        }
        return echo;
    }

    /** A join without {@code config} is the old form: its topic names schema, table and filter. */
    private static ObjectNode byTopic(String topic) {
        String[] parts = topic.split(":", 3);
        String[] names = {"schema", "table", "filter"};
        ObjectNode filter = Json.object();
        for (int i = 0; i < parts.length; i++) {
            filter.put(names[i], parts[i]);
        }
        return filter;
    }

    private static ObjectNode numbered(ObjectNode filter) {
        int number = Math.floorMod(filter.toString().hashCode(), NUMBERS);
        return filter.put("id", number);
    }
}
