package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;

/** Values as the real server prints them into its error texts. */
final class ElixirText {
    private ElixirText() {}

    static String of(JsonNode json) {
        if (json.isNull() || json.isMissingNode()) {
            return "nil";
        }
        if (json.isArray()) {
            StringJoiner list = new StringJoiner(", ", "[", "]");
            json.forEach(element -> list.add(of(element)));
            return list.toString();
        }
        if (json.isObject()) {
            StringJoiner map = new StringJoiner(", ", "%{", "}");
            json.properties()
                    .forEach(field ->
                            map.add("\"" + field.getKey() + "\" => " + of(field.getValue())));
            return map.toString();
        }
        return json.toString();
    }
}
