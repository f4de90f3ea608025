package parley.edge.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** A secret that only says "I am the one you gave this to": 256 random bits, kept as their hash. */
public final class Opaque {
    private Opaque() {}

    /** Drawn at use, never at start: a snapshot of this environment may wake many times. */
    public static String fresh() {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** The hash is of the text as it travels, so one secret has one spelling. */
    public static byte[] hash(String opaque) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(opaque.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
