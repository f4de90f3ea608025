package parley.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.local.faults.Faults.Border;
import parley.local.faults.Faults.Fault;
import parley.local.http.Answer;
import parley.local.http.Ask;

class FaultyTest {
    private final Faults faults = new Faults(1);
    private int done;
    private final Faulty faulty =
            new Faulty(_ -> Answer.text(200, "text/plain", "" + ++done), faults, Border.RPC);

    @Test
    void without_a_fault_it_is_as_if_it_were_not_there() throws Exception {
        assertThat(ask("POST").status()).isEqualTo(200);
        faults.set(Border.FUNCTIONS, new Fault(1, 0, 0, 0));
        assertThat(ask("POST").status()).isEqualTo(200);
        assertThat(done).isEqualTo(2);
    }

    @Test
    void what_is_dropped_is_never_done() throws Exception {
        faults.set(Border.RPC, new Fault(1, 0, 0, 0));
        assertThat(ask("POST")).isSameAs(Answer.CUT);
        assertThat(done).isZero();
        assertThat(ask("OPTIONS").status()).isEqualTo(200);
    }

    @Test
    void a_lost_answer_is_of_something_that_was_done() throws Exception {
        faults.set(Border.RPC, new Fault(0, 1, 0, 0));
        assertThat(ask("POST")).isSameAs(Answer.CUT);
        assertThat(done).isEqualTo(1);
    }

    @Test
    void a_doubled_request_is_done_twice_and_answered_once() throws Exception {
        faults.set(Border.RPC, new Fault(0, 0, 1, 0));
        assertThat(new String(ask("POST").body(), StandardCharsets.UTF_8)).isEqualTo("2");
    }

    @Test
    void probabilities_are_met_and_clearing_heals() throws Exception {
        faults.set(Border.RPC, new Fault(0.5, 0, 0, 0));
        int lost = 0;
        for (int i = 0; i < 1000; i++) {
            lost += ask("POST").status() == 0 ? 1 : 0;
        }
        assertThat(lost).isBetween(400, 600);
        faults.clear();
        assertThat(ask("POST").status()).isEqualTo(200);
    }

    private Answer ask(String method) throws Exception {
        return faulty.answer(new Ask(method, "/", "", Map.of(), new byte[0], "127.0.0.1"));
    }
}
