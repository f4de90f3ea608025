package parley.local.attacks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.local.stack.Stack;
import parley.local.tokens.ProjectKeys;
import parley.local.tokens.SigningKey;

/** One call at Globex between a visitor and Gina, and everybody who would like a part in it. */
public final class Scene {
    public static final String GLOBEX = "910be000-0000-4000-8000-000000000002";
    public static final String GINA = "a6e00000-0000-4000-8000-000000000003";
    private static final String HUGO = "a6e00000-0000-4000-8000-000000000004";
    public static final String VISITORS_PAGE = "11110000-0000-4000-8000-000000000001";
    public static final String AGENTS_PAGE = "22220000-0000-4000-8000-000000000002";

    /** A relay ticket of the visitor's side, as he holds it. */
    public static final String TICKET = "the-ticket-of-this-call-0000000000000000000";

    /**
     * Somebody with a token, or without.
     *
     * @param agent whether he would claim the agent's side
     */
    public record Caller(String name, @Nullable String token, boolean agent) {}

    public final JsonNode visitor;
    public final List<Caller> everybody;
    private final Street street;
    private UUID call = UUID.randomUUID();

    public Scene(Street street) throws IOException, InterruptedException, SQLException {
        this.street = street;
        this.visitor = street.session("pk_globex_demo");
        this.everybody = everybody();
        street.sql(
                "insert into parley.desks (instance, agent_id, tenant_id, status, beat_at,"
                        + " lease_until) values (gen_random_uuid(), '"
                        + HUGO
                        + "', '"
                        + GLOBEX
                        + "', 'available', now(), now() + interval '1 hour')");
    }

    public UUID call() {
        return call;
    }

    public String session() {
        return visitor.at("/session/id").asText();
    }

    /** The call anew: it rings, or Gina has it. */
    public void reset(boolean accepted) throws SQLException {
        call = UUID.randomUUID();
        street.sql(
                "select parley.end_call(c, 'dropped', 'system') from parley.calls c where state <>"
                        + " 'ended'");
        settle();
        street.sql(
                """
                delete from parley.relay_tickets; delete from parley.relay_grants;
                select parley.open_call('%s', '%s', '%s', '%s', '%s', 'audio', '{"sdp":"v=0"}', '{}', 'Ada', sha256('%s'));
                """
                        .formatted(
                                call,
                                GLOBEX,
                                session(),
                                visitor.path("visitor_id").asText(),
                                VISITORS_PAGE,
                                TICKET));
        if (accepted) {
            street.sql(
                    """
                    select set_config('request.jwt.claims', '{"role":"authenticated","sub":"%s","iss":"%s"}', false);
                    select public.parley_accept_call('%s', '%s');
                    """
                            .formatted(GINA, street.stack.addresses().auth(), call, AGENTS_PAGE));
        }
    }

    /**
     * What ended is recorded by a nudge, a moment later: nothing may still be under way when rows
     * are compared.
     */
    private void settle() throws SQLException {
        for (int i = 0; i < 200; i++) {
            street.sql("select parley.drain_outbox('test', 100000, false)");
            String waiting = street.ask("select count(*) from parley.outbox where done_at is null");
            if (waiting.equals("0")) {
                return;
            }
            street.sql("select pg_sleep(0.05)");
        }
        throw new IllegalStateException("the outbox does not empty");
    }

    private List<Caller> everybody() throws IOException, InterruptedException {
        Stack stack = street.stack;
        JsonNode otherSession = street.session("pk_globex_demo");
        JsonNode otherTenant = street.session("pk_acme_demo");
        return List.of(
                new Caller("nobody", null, false),
                new Caller("anon key", ProjectKeys.LOCAL.anonToken(), false),
                new Caller("visitor", visitor.path("token").asText(), false),
                new Caller("other session", otherSession.path("token").asText(), false),
                new Caller("other tenant", otherTenant.path("token").asText(), false),
                new Caller("expired visitor", expiredVisitor(stack), false),
                new Caller("winner", street.agentToken("gina@globex.example"), true),
                new Caller("loser", street.agentToken("hugo@globex.example"), true),
                new Caller("foreign agent", street.agentToken("ana@acme.example"), true),
                new Caller("stranger", user(UUID.randomUUID().toString(), false, 600), true),
                new Caller("anonymous user", user(GINA, true, 600), true),
                new Caller("expired agent", user(GINA, false, -60), true),
                new Caller("service role", ProjectKeys.LOCAL.serviceToken(), true));
    }

    /** What visitor-session signs for this visitor. */
    public Map<String, Object> claims() {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", street.stack.addresses().web());
        claims.put("aud", "authenticated");
        claims.put("sub", visitor.path("visitor_id").asText());
        claims.put("role", "anon");
        claims.put("tenant_id", GLOBEX);
        claims.put("chat_session_id", session());
        claims.put("iat", now);
        claims.put("exp", now + 600);
        return claims;
    }

    private String expiredVisitor(Stack stack) {
        Map<String, Object> claims = claims();
        claims.put("iat", Instant.now().getEpochSecond() - 700);
        claims.put("exp", Instant.now().getEpochSecond() - 100);
        return sign(stack.keys().issuer(), claims);
    }

    private String user(String sub, boolean anonymous, int seconds) {
        return sign(
                street.stack.keys().auth(),
                Map.of(
                        "iss",
                        street.stack.addresses().auth(),
                        "aud",
                        "authenticated",
                        "sub",
                        sub,
                        "role",
                        "authenticated",
                        "is_anonymous",
                        anonymous,
                        "exp",
                        Instant.now().getEpochSecond() + seconds));
    }

    private static String sign(SigningKey key, Map<String, Object> claims) {
        return key.sign(claims);
    }
}
