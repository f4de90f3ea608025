package parley.local.realtime;

import org.jspecify.annotations.Nullable;

/** Ends a channel: with a {@code system} message if there is one. */
final class StopChannel extends Exception {
    private static final long serialVersionUID = 1;

    StopChannel(@Nullable String message) {
        super(message, null, false, false);
    }
}
