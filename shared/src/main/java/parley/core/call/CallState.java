package parley.core.call;

import java.util.Locale;

public enum CallState {
    RINGING,
    ACCEPTED,
    CONNECTED,
    ENDED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
