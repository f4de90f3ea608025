package parley.core;

import java.util.regex.Pattern;

/** A tenant's public key: it stands in every page and opens nothing by itself. */
public final class PublicKey {
    private static final Pattern SPELLING = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private PublicKey() {}

    public static boolean isSpelled(String key) {
        return SPELLING.matcher(key).matches();
    }
}
