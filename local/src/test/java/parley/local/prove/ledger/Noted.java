package parley.local.prove.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call as the script noted it down while it was made.
 *
 * @param rang seconds between being told that it rings and being told that it does not, as the
 *     script's own clock had them
 */
record Noted(
        UUID call,
        Kind kind,
        String visitor,
        @Nullable String agent,
        String reason,
        String by,
        @Nullable String path,
        @Nullable String cause,
        double rang,
        double talked) {}
