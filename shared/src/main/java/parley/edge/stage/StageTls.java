package parley.edge.stage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * TLS as the stage's database offers it: a P-256 key and a certificate for "localhost" that live as
 * long as the rehearsal (X.509 version 1, RFC 5280 section 4.1, written in DER).
 */
final class StageTls {
    private static final byte[] ECDSA_WITH_SHA256 = {
        0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
    };
    private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;

    /** Postgres itself prefers the second, poolers the first. */
    private static final String[] GROUPS = {"x25519", "secp256r1"};

    private static final char[] NO_PASSWORD = {};
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final AtomicInteger turn = new AtomicInteger();
    private final SSLContext context;
    private final byte[] certificate;

    StageTls() throws IOException {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var key = generator.generateKeyPair();
            this.certificate = certificate(key);
            this.context = context(key, certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is part of every JDK", e);
        }
    }

    /** Whom the client must trust. */
    String pem() {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
        return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----";
    }

    /** The same connection, from here on under TLS. */
    SSLSocket over(Socket plain) throws IOException {
        var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(plain, "localhost", plain.getPort(), true);
        socket.setUseClientMode(false);
        var chosen = socket.getSSLParameters();
        chosen.setNamedGroups(new String[] {GROUPS[turn.getAndIncrement() % GROUPS.length]});
        socket.setSSLParameters(chosen);
        return socket;
    }

    private static SSLContext context(KeyPair key, byte[] certificate)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        var chain = CertificateFactory.getInstance("X.509");
        store.setKeyEntry(
                "stage",
                key.getPrivate(),
                NO_PASSWORD,
                new Certificate[] {
                    chain.generateCertificate(new ByteArrayInputStream(certificate))
                });
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static byte[] certificate(KeyPair key) throws GeneralSecurityException {
        var now = Instant.now();
        byte[] algorithm = der(SEQUENCE, ECDSA_WITH_SHA256);
        byte[] name = der(0x0c, "localhost".getBytes(StandardCharsets.US_ASCII));
        name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, name)));
        byte[] validity =
                der(
                        SEQUENCE,
                        time(now.minus(Duration.ofDays(1))),
                        time(now.plus(Duration.ofDays(1))));
        byte[] serial = {0x02, 0x01, 0x01};
        byte[] signed =
                der(
                        SEQUENCE,
                        serial,
                        algorithm,
                        name,
                        validity,
                        name,
                        key.getPublic().getEncoded());
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(signed);
        return der(SEQUENCE, signed, algorithm, der(0x03, new byte[1], signature.sign()));
    }

    private static byte[] time(Instant at) {
        return der(0x17, UTC_TIME.format(at).getBytes(StandardCharsets.US_ASCII));
    }

    /** Tag, length, contents (X.690 section 8.1); none of ours is longer than 64 KiB. */
    private static byte[] der(int tag, byte[]... parts) {
        var body = new ByteArrayOutputStream();
        for (byte[] part : parts) body.writeBytes(part);
        var all = new ByteArrayOutputStream();
        all.write(tag);
        int length = body.size();
        if (length > 255) {
            all.write(0x82);
            all.write(length >> 8);
        } else if (length > 127) {
            all.write(0x81);
        }
        all.write(length & 255);
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }
}
