package parley.edge.secret;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * An address as we may keep it: a keyed hash, good for counting and for nothing else. An IPv6
 * household owns a /64 and counts as one.
 */
public final class Source {
    private final Secrets secrets;

    public Source(Secrets secrets) {
        this.secrets = secrets;
    }

    public byte[] of(@Nullable String address) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            var key = Base64.getDecoder().decode(secrets.named("PARLEY_SOURCE_SECRET"));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(network(address));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }

    /** Literals only, never a name to look up; what is no address counts as one common source. */
    static byte[] network(@Nullable String address) {
        try {
            var parsed = InetAddress.ofLiteral(address == null ? "" : address);
            byte[] bytes = parsed.getAddress();
            return parsed instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes;
        } catch (IllegalArgumentException e) {
            return "unknown".getBytes(StandardCharsets.US_ASCII);
        }
    }
}
