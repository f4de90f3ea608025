package parley.edge.json;

import com.fasterxml.jackson.databind.JsonNode;
import parley.core.Malformed;

/** Text that JSON can spell and Postgres cannot keep: a zero character, half of a pair. */
final class Texts {
    private Texts() {}

    static void check(String path, JsonNode tree) {
        if (tree.isTextual() && !keepable(tree.textValue()))
            throw new Malformed(path, "must be text that can be kept");
        for (var field : tree.properties()) {
            if (!keepable(field.getKey()))
                throw new Malformed(path, "must have names that can be kept");
            check(step(path, field.getKey()), field.getValue());
        }
        if (tree.isArray()) {
            int index = 0;
            for (JsonNode item : tree) check(path + "." + index++, item);
        }
    }

    /** A name a stranger chose is repeated only if it could be one of ours. */
    private static String step(String path, String name) {
        var said = name.matches("[a-z_]{1,32}") ? name : "?";
        return path.isEmpty() ? said : path + "." + said;
    }

    static boolean keepable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) return false;
            if (Character.isHighSurrogate(c)) {
                if (++i == text.length() || !Character.isLowSurrogate(text.charAt(i))) return false;
            }
        }
        return true;
    }
}
