package parley.local.prove.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parley.local.prove.people.Town;

/**
 * The proof of lost nudges with all durations at a twentieth; in real time it is {@code make
 * prove}.
 */
class WebhookLossTest {
    @Test
    void every_outcome_is_there_once_whatever_happens_to_its_nudge() throws Exception {
        try (Town town = WebhookLoss.scaledTown()) {
            assertThat(WebhookLoss.scaled(town, 1, 24)).isEmpty();
        }
    }

    @Test
    void what_the_bus_refuses_stays_and_is_offered_again() throws Exception {
        assertThat(BusFailure.run(1)).isEmpty();
    }
}
