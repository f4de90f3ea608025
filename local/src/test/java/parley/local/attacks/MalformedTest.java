package parley.local.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import org.junit.jupiter.api.Test;

class MalformedTest {
    private static final long SEED = 4;

    @Test
    void nonsense_is_refused_quickly_and_leaves_no_trace() throws Exception {
        Street street = Shared.street();
        Siege siege = new Siege(street, SEED);
        Barrage.Result inside;
        String logged;
        try (Quiet log = new Quiet()) {
            inside = siege.inProcess(2, 3000);
            logged = log.logged();
        }
        Barrage.Result outside = siege.overHttp(2, 300);
        System.out.println(
                "shown: malformed inputs: seed "
                        + SEED
                        + ", "
                        + inside.statuses()
                        + ", over HTTP "
                        + outside.statuses());
        assertThat(inside.faults()).isEmpty();
        assertThat(outside.faults()).isEmpty();
        siege.over();
        assertThat(Leaks.in("log", logged)).isEmpty();
        assertThat(Leaks.inFiles(siege.logs())).isEmpty();
        try (Connection admin = street.stack.postgres().admin()) {
            assertThat(Leaks.inRows(admin)).isEmpty();
        }
    }

    @Test
    void an_answer_that_tells_too_much_is_found() {
        assertThat(Leaks.inAnswer("x", "{\"detail\":\"java.lang.IllegalStateException\"}"))
                .hasSize(1);
        assertThat(Leaks.inAnswer("x", "{\"rejected\":\"bad_request\"}")).isEmpty();
    }

    @Test
    void a_planted_leak_is_found() {
        assertThat(Leaks.in("x", "a=candidate:1 1 udp 1 203.0.113.99 9 typ host")).hasSize(1);
        assertThat(Leaks.in("x", "2001:db8:77:1::99 " + Twist.CANARY)).hasSize(2);
        assertThat(Leaks.in("x", "http://127.0.0.1:4400 1.2.3")).isEmpty();
    }
}
