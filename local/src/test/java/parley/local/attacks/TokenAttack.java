package parley.local.attacks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import parley.testing.AttackTokens;
import parley.testing.Forge;

/**
 * Every attack token at the doors that read one, about a call that really runs: at call-request, at
 * the database's functions and at a channel's join.
 */
public final class TokenAttack {
    /**
     * Signed with our own key, with a header, a role or dates that we never sign. Supabase binds
     * none of these to a key, so call-request alone refuses them. Nobody makes one without the key,
     * and whoever has the key is as strong as the service role anyway.
     */
    public static final Set<String> FOR_THE_KEYS_HOLDER_ONLY =
            Set.of(
                    "jku",
                    "x5u",
                    "jwk",
                    "unencoded payload",
                    "role service_role",
                    "role postgres",
                    "role said twice",
                    "no aud",
                    "no iat",
                    "no exp",
                    "no tenant_id",
                    "another audience",
                    "audience as a list",
                    "from the future",
                    "lives too long",
                    "not yet valid",
                    "exp as a fraction",
                    "exp beyond long",
                    "tenant null",
                    "oversized");

    /** What got in where, and how many were sent. */
    public record Result(int tokens, int refused, List<String> letIn, boolean rowsChanged) {}

    private final Street street;
    private final Scene scene;

    public TokenAttack(Street street, Scene scene) {
        this.street = street;
        this.scene = scene;
    }

    public Map<String, String> tokens() {
        Forge forge = new Forge(street.stack.keys().issuer().jwk(), scene.claims());
        return AttackTokens.of(forge);
    }

    public Result atCallRequest() throws Exception {
        return each(
                "call-request",
                tokens(),
                token -> {
                    String ask =
                            "{\"call_id\":\"%s\",\"instance\":\"%s\",\"media\":\"audio\",\"offer\":{\"sdp\":\"v=0\"}}"
                                    .formatted(UUID.randomUUID(), Scene.VISITORS_PAGE);
                    return street.function("call-request", headerable(token), ask).status() < 400;
                });
    }

    public Result atTheDatabase() throws Exception {
        String ask = "{\"p_call\":\"" + scene.call() + "\"}";
        return each(
                "rpc",
                outsiders(),
                token -> street.rpc("parley_call_state", headerable(token), ask).status() < 400);
    }

    public Result atTheChannel() throws Exception {
        String topic = "chat_session_" + scene.session() + ":call";
        return each("channel", outsiders(), token -> street.joins(topic, token));
    }

    private Map<String, String> outsiders() {
        Map<String, String> all = tokens();
        all.keySet().removeAll(FOR_THE_KEYS_HOLDER_ONLY);
        return all;
    }

    private interface Door {
        boolean letsIn(String token) throws Exception;
    }

    private Result each(String door, Map<String, String> tokens, Door ask) throws Exception {
        String before = street.rows();
        List<String> letIn = new ArrayList<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<Boolean>> asked = new java.util.LinkedHashMap<>();
            tokens.forEach((name, token) -> asked.put(name, all.submit(() -> ask.letsIn(token))));
            for (Map.Entry<String, Future<Boolean>> one : asked.entrySet()) {
                if (one.getValue().get()) {
                    letIn.add(door + ": " + one.getKey());
                }
            }
        }
        boolean changed = !street.rows().equals(before);
        return new Result(tokens.size(), tokens.size() - letIn.size(), letIn, changed);
    }

    /** A header holds no line break and nothing but Latin letters. */
    private static String headerable(String token) {
        return token.replaceAll("[^\\x20-\\x7e]", "");
    }
}
