package parley.edge.stage;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's half of SCRAM-SHA-256 (RFC 5802 and 7677) as Postgres speaks it: the most expensive
 * part of opening a connection, so it is rehearsed too. Whoever knows the stage's password comes
 * in; nobody checks, since the client checks us.
 */
final class StageLogin {
    static final String PASSWORD = "stage";

    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;
    private static final int ITERATIONS = 4096;
    private static final byte[] SALT = "salt of the stage".getBytes(StandardCharsets.US_ASCII);
    private static final String HMAC = "HmacSHA256";

    private final byte[] serverKey;

    StageLogin() {
        try {
            var salted =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(
                                    new PBEKeySpec(PASSWORD.toCharArray(), SALT, ITERATIONS, 256));
            this.serverKey = hmac(salted.getEncoded(), "Server Key");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    /** Reads and answers until the client is in. */
    void admit(DataInputStream in, DataOutputStream out) throws IOException {
        say(out, SASL, "SCRAM-SHA-256\0\0");
        var first = said(in);
        var bare = first.substring(first.indexOf("n=", first.indexOf(",,")));
        var challenge =
                "%s-stage,s=%s,i=%d"
                        .formatted(
                                bare.substring(bare.indexOf("r=")),
                                Base64.getEncoder().encodeToString(SALT),
                                ITERATIONS);
        say(out, SASL_CONTINUE, challenge);
        var last = said(in);
        var signed = bare + "," + challenge + "," + last.substring(0, last.indexOf(",p="));
        try {
            var proof = Base64.getEncoder().encodeToString(hmac(serverKey, signed));
            say(out, SASL_FINAL, "v=" + proof);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String said(DataInputStream in) throws IOException {
        if (in.read() != 'p') throw new IOException("no answer to the challenge");
        return new String(in.readNBytes(in.readInt() - 4), StandardCharsets.UTF_8);
    }

    private static void say(DataOutputStream out, int kind, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write('R');
        out.writeInt(8 + bytes.length);
        out.write(ByteBuffer.allocate(4).putInt(kind).array());
        out.write(bytes);
        out.flush();
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(key, HMAC));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
