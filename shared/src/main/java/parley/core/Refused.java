package parley.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A refusal and what belongs to it: when to come back, which call is in the way. */
public record Refused(Refusal why, Map<String, @Nullable Object> more) {
    public Refused {
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    public static Refused because(Refusal why) {
        return new Refused(why, Map.of());
    }

    public Refused with(String name, @Nullable Object value) {
        var all = new LinkedHashMap<String, @Nullable Object>(more);
        all.put(name, value);
        return new Refused(why, all);
    }

    public Refused withAll(Map<String, @Nullable Object> values) {
        var all = new LinkedHashMap<String, @Nullable Object>(more);
        all.putAll(values);
        return new Refused(why, all);
    }

    /** Seconds after which asking again makes sense. */
    public Refused retryAfter(int seconds) {
        return with("retry_after", seconds);
    }
}
