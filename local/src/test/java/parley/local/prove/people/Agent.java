package parley.local.prove.people;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import parley.local.stack.Addresses;

/** An agent's desk page: signed in with the one password of the demo, one page instance. */
public final class Agent {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Wire wire;
    private final String name;
    private final String token;
    private final UUID instance = UUID.randomUUID();

    public Agent(Wire wire, Addresses at, String email, String name, String password) {
        this.wire = wire;
        this.name = name;
        Said said =
                Wire.insist(
                        () ->
                                wire.post(
                                        at.auth() + "/token?grant_type=password",
                                        null,
                                        Map.of(),
                                        "{\"email\":\"%s\",\"password\":\"%s\"}"
                                                .formatted(email, password)),
                        PATIENCE);
        this.token = said.body().path("access_token").asText();
        if (token.isEmpty()) {
            throw new IllegalStateException("no sign-in: " + said);
        }
    }

    public String name() {
        return name;
    }

    public UUID instance() {
        return instance;
    }

    public Said rpc(String function, Object... args) {
        return wire.rpc(token, function, Wire.args(args));
    }

    /** One beat; what it says rings here is its receipt. */
    public Said beat(UUID tenant, String status, List<String> ringing) {
        return rpc(
                "desk_beat",
                "p_instance",
                instance,
                "p_tenant",
                tenant,
                "p_status",
                status,
                "p_ringing",
                ringing);
    }
}
