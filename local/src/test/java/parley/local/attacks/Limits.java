package parley.local.attacks;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import parley.testing.Invoked;
import parley.testing.UrlEvent;

/** What a limit is asked for: how many got through when many asked at once. */
public final class Limits {
    public static final int CALLERS = 8;

    private final Street street;

    public Limits(Street street) {
        this.street = street;
    }

    /**
     * Callers at once at one bucket of so many a minute; how many more than it may give got some.
     */
    public int overCap(int perMinute, int each) throws Exception {
        String bucket = "test " + UUID.randomUUID();
        long began = System.nanoTime();
        List<Integer> passed = Crowd.of(CALLERS, _ -> takes(bucket, perMinute, each));
        double minutes = (System.nanoTime() - began) / 60e9;
        int allowed = perMinute + (int) Math.floor(minutes * perMinute);
        int sum = passed.stream().mapToInt(Integer::intValue).sum();
        if (sum < perMinute) {
            throw new AssertionError("the bucket gave " + sum + " of " + perMinute);
        }
        return Math.max(0, sum - allowed);
    }

    private int takes(String bucket, int perMinute, int each) throws SQLException {
        int passed = 0;
        try (Connection admin = street.stack.postgres().admin();
                PreparedStatement take = admin.prepareStatement("select parley.take(?, ?)")) {
            take.setString(1, bucket);
            take.setInt(2, perMinute);
            for (int i = 0; i < each; i++) {
                try (ResultSet row = take.executeQuery()) {
                    row.next();
                    passed += row.getInt(1) == 0 ? 1 : 0;
                }
            }
        }
        return passed;
    }

    /** Callers at once, each with a session of its own, at a tenant with that many lines. */
    public List<Invoked> atOnce(int lines) throws Exception {
        street.sql(
                "select parley.end_call(c, 'dropped', 'system') from parley.calls c where state <>"
                        + " 'ended'");
        street.sql("update public.tenants set max_open_calls = " + lines);
        List<String> tokens = tokens(CALLERS);
        try (Quiet _ = new Quiet();
                Handlers handlers = new Handlers(street.stack)) {
            List<RequestStreamHandler> each = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                each.add(handlers.callRequest());
            }
            return Crowd.of(CALLERS, n -> call(each.get(n), tokens.get(n), "203.0.113.5"));
        } finally {
            street.sql("update public.tenants set max_open_calls = 20");
        }
    }

    public List<String> tokens(int sessions) throws IOException, InterruptedException {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            JsonNode session = street.session("pk_globex_demo");
            tokens.add(session.path("token").asText());
        }
        return tokens;
    }

    /** A new call, asked for from that address. */
    public static Invoked call(RequestStreamHandler callRequest, String token, String address) {
        return Invoked.by(
                callRequest,
                UrlEvent.post(
                                "{\"call_id\":\"%s\",\"instance\":\"%s\",\"media\":\"audio\",\"offer\":{\"sdp\":\"v=0\"}}"
                                        .formatted(UUID.randomUUID(), UUID.randomUUID()))
                        .from(address)
                        .header("authorization", "Bearer " + token));
    }
}
