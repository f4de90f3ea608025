package parley.local.relay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA1, for coturn's passwords and for STUN's integrity. */
final class Hmac {
    private Hmac() {}

    static String sha1(String secret, String text) {
        return Base64.getEncoder()
                .encodeToString(
                        sha1(
                                secret.getBytes(StandardCharsets.UTF_8),
                                text.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] sha1(byte[] key, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
