package parley.core.relay;

import java.util.Locale;

/** What a ticket is for: a call that runs, or one try after a call that failed. */
public enum Kind {
    CALL,
    PROBE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
