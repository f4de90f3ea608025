package parley.core;

import org.jspecify.annotations.Nullable;

/**
 * Text from a stranger that somebody will read: no invisible steering characters, never too long.
 */
public final class Shown {
    private Shown() {}

    public static @Nullable String cut(@Nullable String text, int longest) {
        if (text == null) return null;
        var seen =
                text.codePoints()
                        .filter(Shown::visible)
                        .limit(longest)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString()
                        .strip();
        return seen.isEmpty() ? null : seen;
    }

    /** Control characters, and the marks that turn the direction of the text around them. */
    private static boolean visible(int c) {
        return c == '\n'
                || !(Character.isISOControl(c)
                        || (c >= 0x202A && c <= 0x202E)
                        || (c >= 0x2066 && c <= 0x2069));
    }
}
