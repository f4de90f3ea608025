package parley.local.prove.people;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A visitor's page: a session, a token that is renewed when it is refused, one page instance. */
public final class Visitor {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> OFFER = Map.of("sdp", "v=0 offer");

    private final Wire wire;
    private final String tenant;
    private final UUID instance = UUID.randomUUID();
    private volatile String token = "";
    private volatile String session = "";
    private volatile String secret = "";

    /** Comes to a tenant's page and starts a session. */
    public Visitor(Wire wire, String tenantKey) {
        this.wire = wire;
        this.tenant = tenantKey;
        Said said = Wire.insist(this::open, PATIENCE);
        if (!said.ok()) {
            throw new IllegalStateException("no session: " + said);
        }
    }

    public String session() {
        return session;
    }

    public UUID instance() {
        return instance;
    }

    /** Presses Call, once. */
    public Said request(UUID call, String name) {
        return renewed(() ->
                wire.function(
                        "call-request",
                        token,
                        Map.of(
                                "call_id", call,
                                "instance", instance,
                                "media", "audio",
                                "offer", OFFER,
                                "page", Map.of("url", "https://shop.example/", "title", name),
                                "name", name)));
    }

    /** Leaves a callback request. */
    public Said callBack(String name) {
        return renewed(() ->
                wire.function(
                        "call-request",
                        token,
                        Map.of(
                                "callback",
                                Map.of("name", name, "contact", name + "@example.org"))));
    }

    public Said rpc(String name, Object... args) {
        return renewed(() -> wire.rpc(token, name, Wire.args(args)));
    }

    private Said renewed(java.util.function.Supplier<Said> ask) {
        Said said = ask.get();
        if (said.status() != 401) {
            return said;
        }
        return open().ok() ? ask.get() : new Said(0, said.body());
    }

    private synchronized Said open() {
        Map<String, ?> body =
                session.isEmpty()
                        ? Map.of("tenant", tenant)
                        : Map.of(
                                "tenant",
                                tenant,
                                "session",
                                Map.of("id", session, "secret", secret));
        Said said = wire.function("visitor-session", null, body);
        if (said.ok()) {
            token = said.body().path("token").asText();
            session = said.body().at("/session/id").asText();
            secret = said.body().at("/session/secret").asText(secret);
        }
        return said;
    }
}
