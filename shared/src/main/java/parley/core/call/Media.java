package parley.core.call;

import java.util.Locale;

public enum Media {
    AUDIO,
    VIDEO;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
