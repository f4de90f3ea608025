package parley.local.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import parley.local.faults.Faults.Border;
import parley.local.faults.Faults.Fault;
import parley.local.http.Ask;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetWorkerTest {
    private final NetRig rig;

    NetWorkerTest() throws IOException, SQLException {
        rig = new NetRig();
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @BeforeEach
    void forget() throws Exception {
        rig.faults.clear();
        rig.arrived.clear();
        rig.sql("delete from net._http_response");
    }

    @Test
    void a_commit_sends_the_exact_bytes_once_and_notes_the_answer() throws Exception {
        rig.post("/ok", 5000);
        assertThat(rig.response()).isEqualTo("200 false null");
        assertThat(rig.arrived).hasSize(1);
        Ask ask = rig.arrived.getFirst();
        assertThat(new String(ask.body(), StandardCharsets.UTF_8)).isEqualTo("{\"a\": \"ü\"}");
        assertThat(ask.header("user-agent")).isEqualTo("pg_net/0.20.4");
        assertThat(ask.header("content-type")).isEqualTo("application/json");
        assertThat(ask.header("x-own")).isEqualTo("1");
    }

    @Test
    void a_rolled_back_transaction_sends_nothing() throws Exception {
        try (Connection connection = rig.postgres.admin();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select net.http_post('%s/ok')".formatted(rig.receiver.url()));
            connection.rollback();
        }
        rig.post("/marker", 5000);
        assertThat(rig.response()).startsWith("200");
        assertThat(rig.arrived).extracting(Ask::path).containsExactly("/marker");
    }

    @Test
    void a_failure_is_noted_and_never_tried_again() throws Exception {
        rig.post("/broken", 5000);
        assertThat(rig.response()).isEqualTo("500 false null");
        rig.sql("delete from net._http_response");
        rig.post("/slow", 200);
        assertThat(rig.response()).isEqualTo("null true Timeout of 200 ms reached");
        rig.sql("delete from net._http_response");
        rig.sql("select net.http_post('http://127.0.0.1:1/')");
        assertThat(rig.response()).isEqualTo("null false Couldn't connect to server");
        Thread.sleep(1500);
        assertThat(rig.arrived).extracting(Ask::path).containsExactly("/broken", "/slow");
    }

    @Test
    void a_slow_request_holds_back_the_whole_next_batch() throws Exception {
        rig.post("/slow", 1500);
        rig.arrivals(1);
        Instant queued = Instant.now();
        rig.post("/ok", 5000);
        rig.arrivals(2);
        assertThat(Duration.between(queued, Instant.now())).isGreaterThan(Duration.ofSeconds(1));
        rig.response("/ok is noted", "status_code = 200");
    }

    @Test
    void the_border_may_lose_or_double_a_request() throws Exception {
        rig.faults.set(Border.WEBHOOK, new Fault(1, 0, 0, 0));
        rig.post("/lost", 5000);
        assertThat(rig.response()).startsWith("null false");
        assertThat(rig.arrived).isEmpty();
        rig.sql("delete from net._http_response");
        rig.faults.set(Border.WEBHOOK, new Fault(0, 0, 1, 0));
        rig.post("/twice", 5000);
        assertThat(rig.response()).startsWith("200");
        assertThat(rig.arrived).hasSize(2);
    }
}
