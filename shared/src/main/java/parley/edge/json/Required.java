package parley.edge.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import parley.core.Malformed;

/**
 * What a record says to the compiler holds at the border too: a component that is not
 * {@code @Nullable} must be in the document.
 */
final class Required {
    private Required() {}

    static void check(String path, JsonNode tree, Class<?> type) {
        if (!tree.isObject()) throw new Malformed(path, "must be an object");
        for (RecordComponent component : type.getRecordComponents()) {
            var name = SnakeCaseStrategy.INSTANCE.translate(component.getName());
            var here = path.isEmpty() ? name : path + "." + name;
            var value = tree.get(name);
            if (value == null || value.isNull()) {
                if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                    throw new Malformed(here, "is missing");
            } else if (component.getType().isRecord()) {
                check(here, value, component.getType());
            }
        }
    }
}
