package parley.edge;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How this deployment is set up. The only reader of the environment. */
public final class Settings {
    private final Map<String, String> values;

    public Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    public static Settings fromEnvironment() {
        return new Settings(System.getenv());
    }

    public String required(String name) {
        var value = optional(name);
        if (value == null) throw new IllegalStateException(name + " is not set");
        return value;
    }

    /** Null when unset, or set to nothing (templates cannot leave a variable out). */
    public @Nullable String optional(String name) {
        var value = values.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    public String or(String name, String otherwise) {
        var value = optional(name);
        return value == null ? otherwise : value;
    }
}
