package parley.core;

import java.util.Locale;

/**
 * Why the answer is no: a value the visitor hears, by name. Each name is a file in
 * protocol/refused.
 */
public enum Refusal {
    VOICE_NOT_ENABLED(403),
    VIDEO_NOT_ENABLED(403),
    NOBODY_AVAILABLE(409),
    OUTSIDE_HOURS(409),
    ALREADY_IN_CALL(409),
    TENANT_BUSY(429),
    TOO_MANY_REQUESTS(429),
    ORIGIN_NOT_ALLOWED(403),
    BLOCKED(403),
    OVER(410);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    /** The refusal of that name, as the contract spells it. */
    public static Refusal named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    public int status() {
        return status;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
