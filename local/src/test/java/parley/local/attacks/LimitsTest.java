package parley.local.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.testing.Invoked;
import parley.testing.UrlEvent;

class LimitsTest {
    @AfterEach
    void generous() throws Exception {
        Shared.street()
                .sql(
                        "update parley.settings set value = '1000000000' where name like"
                                + " 'rate\\_%'; delete from parley.rate_buckets");
    }

    @Test
    void eight_at_once_get_no_more_than_the_cap() throws Exception {
        Limits limits = new Limits(Shared.street());
        assertThat(limits.overCap(10, 40)).isZero();
    }

    @Test
    void a_limit_that_reads_and_then_writes_is_seen() throws Exception {
        Street street = Shared.street();
        String honest = street.ask("select pg_get_functiondef('parley.take'::regproc)");
        street.sql(LimitFlood.RACY_TAKE);
        try {
            assertThat(new Limits(street).overCap(10, 40)).isPositive();
        } finally {
            street.sql(honest);
        }
    }

    @Test
    void a_tenants_lines_are_never_more_than_it_has() throws Exception {
        Street street = Shared.street();
        new Scene(street);
        List<Invoked> answers = new Limits(street).atOnce(3);
        assertThat(answers.stream().filter(it -> it.status() == 200)).hasSize(3);
        assertThat(answers.stream().filter(it -> it.status() != 200))
                .allSatisfy(it -> {
                    assertThat(it.status()).isEqualTo(429);
                    assertThat(it.body().path("refused").asText()).isEqualTo("tenant_busy");
                    assertThat(it.headers().path("retry-after").asText()).isEqualTo("30");
                });
    }

    @Test
    void one_session_that_asks_eight_times_at_once_has_one_call() throws Exception {
        Street street = Shared.street();
        Scene scene = new Scene(street);
        scene.reset(false);
        street.sql(
                "select parley.end_call(c, 'dropped', 'system') from parley.calls c where state <>"
                        + " 'ended'");
        String token = scene.visitor.path("token").asText();
        try (Quiet _ = new Quiet();
                Handlers handlers = new Handlers(street.stack)) {
            List<Invoked> answers =
                    Crowd.of(
                            Limits.CALLERS,
                            _ -> Limits.call(handlers.callRequest(), token, "203.0.113.5"));
            assertThat(answers.stream().filter(it -> it.status() == 200)).hasSize(1);
        }
    }

    @Test
    void a_source_is_refused_at_its_cap_and_takes_nothing_from_its_tenant() throws Exception {
        Street street = Shared.street();
        new Scene(street);
        int sources = LimitFlood.CAP + 40;
        LimitFlood.Result flood = LimitFlood.of(street, sources);
        assertThat(flood.rang()).isLessThanOrEqualTo(flood.allowed());
        assertThat(flood.rang()).isPositive();
        assertThat(flood.tenantTokensTaken()).isLessThanOrEqualTo(flood.allowed());
    }

    @Test
    void an_ipv6_household_counts_as_one_source() throws Exception {
        Street street = Shared.street();
        street.sql(
                "update parley.settings set value = '3' where name = 'rate_source'; delete from"
                        + " parley.rate_buckets");
        try (Quiet _ = new Quiet();
                Handlers handlers = new Handlers(street.stack)) {
            RequestStreamHandler sessions = handlers.visitorSession();
            for (int i = 1; i <= 3; i++) {
                assertThat(session(sessions, "2001:db8:77:1::" + i).status()).isEqualTo(200);
            }
            Invoked fourth = session(sessions, "2001:db8:77:1:ffff::1");
            assertThat(fourth.status()).isEqualTo(429);
            assertThat(fourth.headers().path("retry-after").asText()).isEqualTo("20");
            assertThat(session(sessions, "2001:db8:77:2::1").status()).isEqualTo(200);
        }
    }

    private static Invoked session(RequestStreamHandler sessions, String address) {
        return Invoked.by(sessions, UrlEvent.post("{\"tenant\":\"pk_globex_demo\"}").from(address));
    }
}
