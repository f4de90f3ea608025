package parley.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parley.core.Refused.because;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parley.core.Malformed;
import parley.core.Refusal;
import parley.core.session.SessionDecision.Denied;
import parley.core.session.SessionDecision.NotVouched;
import parley.core.session.SessionDecision.Renewed;
import parley.core.session.SessionDecision.Started;
import parley.core.session.SessionDecision.Vouched;
import parley.core.session.SessionDecision.WrongSecret;
import parley.core.session.SessionFacts.Session;

class SessionPolicyTest {
    private static final UUID SESSION = new UUID(0, 5);
    private static final UUID VISITOR = new UUID(0, 7);
    private static final SessionAsk NEW = new SessionAsk("pk_acme_demo", null, null);
    private static final SessionAsk KNOWN =
            new SessionAsk("pk_acme_demo", new SessionAsk.Known(SESSION, "secret"), null);
    private static final SessionAsk HOSTED = new SessionAsk("pk_acme_demo", null, "a.b.c");

    @Test
    void somebody_new_gets_a_session_of_ours() {
        assertThat(decide(NEW, null, null)).isEqualTo(new Started());
    }

    @Test
    void the_right_secret_renews() {
        assertThat(decide(KNOWN, new Session(SESSION, VISITOR, true), null))
                .isEqualTo(new Renewed(SESSION, VISITOR));
    }

    @Test
    void a_wrong_secret_opens_nothing() {
        assertThat(decide(KNOWN, new Session(SESSION, VISITOR, false), null))
                .isEqualTo(new WrongSecret());
    }

    @Test
    void a_session_nobody_knows_is_begun_anew() {
        assertThat(decide(KNOWN, null, null)).isEqualTo(new Started());
    }

    @Test
    void the_hosts_word_opens_its_own_session() {
        var host = new HostClaims(SESSION, "Ada");
        assertThat(decide(HOSTED, null, host)).isEqualTo(new Vouched(SESSION, null, "Ada"));
        assertThat(decide(HOSTED, new Session(SESSION, VISITOR, false), host))
                .isEqualTo(new Vouched(SESSION, VISITOR, "Ada"));
    }

    @Test
    void a_word_that_did_not_hold_opens_nothing_even_for_a_known_session() {
        assertThat(decide(HOSTED, new Session(SESSION, VISITOR, true), null))
                .isEqualTo(new NotVouched());
    }

    @Test
    void a_foreign_page_and_a_flood_are_refused_first() {
        var far = new SessionFacts.Tenant(new UUID(0, 1), List.of("https://shop.example"));
        assertThat(
                        SessionPolicy.decide(
                                NEW, new SessionFacts(far, null, 0, List.of()), null, "null"))
                .isEqualTo(new Denied(because(Refusal.ORIGIN_NOT_ALLOWED)));
        var open = new SessionFacts.Tenant(new UUID(0, 1), List.of());
        assertThat(
                        SessionPolicy.decide(
                                NEW, new SessionFacts(open, null, 9, List.of()), null, null))
                .isEqualTo(new Denied(because(Refusal.TOO_MANY_REQUESTS).retryAfter(9)));
    }

    @Test
    void nobody_comes_by_two_doors_at_once() {
        assertThatThrownBy(() ->
                        new SessionAsk("pk", new SessionAsk.Known(SESSION, "secret"), "a.b.c"))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void a_key_that_is_none_is_malformed() {
        for (var key : List.of("", "a b", "x".repeat(65), "pk/../x", "pk'--"))
            assertThatThrownBy(() -> new SessionAsk(key, null, null)).isInstanceOf(Malformed.class);
    }

    private static SessionDecision decide(
            SessionAsk ask, @Nullable Session session, @Nullable HostClaims host) {
        var tenant = new SessionFacts.Tenant(new UUID(0, 1), List.of());
        return SessionPolicy.decide(
                ask, new SessionFacts(tenant, session, 0, List.of()), host, null);
    }
}
