package parley.local.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import parley.local.attacks.Handlers;
import parley.local.attacks.Shared;
import parley.local.attacks.Street;
import parley.local.relay.Lines;
import parley.testing.Contract;
import parley.testing.Invoked;
import parley.testing.UrlEvent;

/** A row that is about no call goes the way of all others, at its own nudge. */
class NoCallTest {
    @Test
    void a_nudge_about_a_low_budget_delivers_it() throws Exception {
        Street street = Shared.street();
        Lines lines = new Lines(street.stack.postgres().admin());
        lines.sql(
                """
                alter table parley.outbox disable trigger outbox_nudges;
                insert into parley.outbox (kind, detail) values ('relay.budget_low', '{"percent": 10}');
                alter table parley.outbox enable trigger outbox_nudges\
                """);
        String id =
                lines.ask(
                        "select max(id) from parley.outbox where kind = 'relay.budget_low' and done_at is null");
        String body = Contract.tree("functions/webhook.budget-low.json").toString();
        long now = Instant.now().getEpochSecond();
        UrlEvent nudge =
                UrlEvent.post(body)
                        .header("webhook-id", "evt_" + id)
                        .header("webhook-timestamp", Long.toString(now))
                        .header(
                                "webhook-signature",
                                new Webhook(street.stack.keys().webhook())
                                        .sign("evt_" + id, now, body));
        try (Handlers handlers = new Handlers(street.stack)) {
            assertThat(Invoked.by(handlers.callOutcome(), nudge).status()).isEqualTo(200);
        }
        assertThat(lines.ask("select done_at is not null from parley.outbox where id = " + id))
                .isEqualTo("t");
    }
}
