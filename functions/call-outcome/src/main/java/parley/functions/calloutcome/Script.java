package parley.functions.calloutcome;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import parley.edge.Settings;
import parley.edge.stage.Rehearsal;

/** What is rehearsed before a snapshot. */
final class Script {
    private Script() {}

    private static final String SECRET = "whsec_c3RhZ2VzdGFnZXN0YWdlc3RhZ2VzdGFnZXN0YWdl";

    private static final String NUDGE =
            """
            {"type":"call.ended","call_id":"6f9619ff-8b86-4d01-b42d-00c04fc964ff",\
            "tenant_id":"a0000000-0000-4000-8000-000000000001","version":4}\
            """;

    static Rehearsal of(Function<Settings, Rehearsal.Actor> cast) {
        return new Rehearsal(
                List.of(signed(NUDGE)),
                Map.of("PARLEY_WEBHOOK_SECRET", "stage/webhook"),
                Map.of(
                        "drain_outbox",
                        "{\"taken\":0,\"recorded\":0,\"failed\":0,\"oldest_seconds\":0,\"events\":[]}"),
                Map.of("stage/webhook", "{\"secrets\":[\"" + SECRET + "\"]}"),
                cast);
    }

    private static String signed(String body) {
        long now = Instant.now().getEpochSecond();
        try {
            var signature = new Webhook(SECRET).sign("evt_stage", now, body);
            return Rehearsal.request("POST", "/", "", body)
                    .replace(
                            "\"headers\":{",
                            "\"headers\":{\"webhook-id\":\"evt_stage\",\"webhook-timestamp\":\"%d\",\"webhook-signature\":\"%s\","
                                    .formatted(now, signature));
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("the stage's secret signs", e);
        }
    }
}
