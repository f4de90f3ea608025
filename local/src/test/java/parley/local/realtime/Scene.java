package parley.local.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import parley.local.http.LocalServer;

/** A Realtime with fifty times shorter waits, a database of its own, and people who talk to it. */
final class Scene implements AutoCloseable {
    static final String CALL = "call:aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
    static final String VISITOR = "11111111-1111-4111-8111-111111111111";
    private static final String SECRET = "super-secret-jwt-token-with-at-least-32-characters-long";
    private static final double SCALE = 0.02;

    final Realtime realtime;
    final ReplayDatabase database;
    private final LocalServer server;
    private final ECKey key;

    private Scene(UnaryOperator<RealtimeSettings> change) throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("ours").generate();
        String jwks = new JWKSet(key.toPublicJWK()).toString();
        RealtimeSettings settings =
                RealtimeSettings.faithful(SECRET)
                        .scaled(SCALE)
                        .withJwks(() -> jwks)
                        .withPublishableKeys(Map.of("sb_publishable_ours", "anon"));
        database = ReplayDatabase.copy(OnePostgres.get(), "s" + System.nanoTime());
        realtime = new Realtime(change.apply(settings), database.url(), new RealtimeFaults(1));
        server = LocalServer.start(0, realtime.handler());
    }

    static Scene open() throws Exception {
        return new Scene(settings -> settings);
    }

    static Scene open(UnaryOperator<RealtimeSettings> change) throws Exception {
        return new Scene(change);
    }

    int port() {
        return server.port();
    }

    Project project() {
        return Objects.requireNonNull(realtime.running());
    }

    /** An HS256 token as Supabase Auth makes them. */
    String token(String role, String sub) throws JOSEException {
        return signed(new JWSHeader(JWSAlgorithm.HS256), new MACSigner(SECRET), role, sub);
    }

    /** A token of our own issuer. */
    String ownToken(String kid, String role, String sub) throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build();
        return signed(header, new ECDSASigner(key), role, sub);
    }

    private static String signed(JWSHeader header, JWSSigner signer, String role, String sub)
            throws JOSEException {
        ObjectNode claims = Json.object();
        claims.put("role", role).put("sub", sub);
        claims.put("exp", Instant.now().getEpochSecond() + 3600);
        JWSObject token = new JWSObject(header, new Payload(claims.toString()));
        token.sign(signer);
        return token.serialize();
    }

    /** A socket opened with the publishable key. */
    Talk talk() throws Exception {
        return talk("2.0.0");
    }

    Talk talk(String version) throws Exception {
        return new Talk(this, "sb_publishable_ours", version);
    }

    /** A visitor who has joined the call's topic and hears what the database sends. */
    Talk visitor(String config) throws Exception {
        Talk talk = talk();
        talk.join("1", CALL, config, token("authenticated", VISITOR));
        talk.hears("phx_reply", "\"ok\"");
        while (!realtime.isReplicationReady()) {
            Thread.sleep(5);
        }
        return talk;
    }

    void send(String event) throws Exception {
        String unused =
                database.psql("select realtime.send('{}', '%s', '%s')".formatted(event, CALL));
        assert unused.isBlank();
    }

    @Override
    public void close() throws SQLException {
        realtime.close();
        server.close();
        database.close();
    }
}
