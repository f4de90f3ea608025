package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Answers of the database, held against the examples of shared/protocol key by key. */
final class Examples {
    private static final Path PROTOCOL = Path.of("..", "shared", "protocol");

    /** Maps whose keys are data. */
    private static final Set<String> FREE =
            Set.of("payload", "page", "look", "hours", "reasons", "paths");

    private Examples() {}

    /** Fails where the answer has other keys than the example, or values of other kinds. */
    static void check(String example, JsonNode actual) throws IOException {
        JsonNode expected = read(example);
        assertThat(shape(actual, expected)).as(example).isEqualTo(shape(expected, actual));
    }

    static JsonNode read(String example) throws IOException {
        return Ledger.JSON.readTree(Files.readString(PROTOCOL.resolve(example + ".json")));
    }

    /**
     * Keys, and the kind of each value; what is null on either side, and maps with free keys, say
     * no more than that they are there.
     */
    private static String shape(JsonNode node, JsonNode pattern) {
        if (pattern.isObject() && node.isObject()) {
            StringBuilder shape = new StringBuilder("{");
            TreeSet<String> names = new TreeSet<>();
            node.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                JsonNode part = pattern.path(name);
                boolean free = FREE.contains(name);
                shape.append(name)
                        .append(
                                free || part.isNull() || node.get(name).isNull()
                                        ? ""
                                        : ":" + shape(node.get(name), part))
                        .append(' ');
            }
            return shape.append('}').toString();
        }
        if (pattern.isArray() && node.isArray()) {
            return node.isEmpty() || pattern.isEmpty()
                    ? "[]"
                    : "[" + shape(node.get(0), pattern.get(0)) + "]";
        }
        return node.getNodeType().toString();
    }
}
