package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.edge.Settings;
import parley.edge.Unavailable;
import parley.edge.json.Doc;
import parley.edge.secret.Secrets;
import parley.edge.sql.Database;
import parley.testing.SecretsManager;

/**
 * A function's connection behind a pooler that ends it while the function is frozen, or is full.
 */
class PoolerTest {
    private final SecretsManager aws = new SecretsManager();
    private Pooler pooler;
    private Database database;

    @BeforeEach
    void a_function_that_has_asked_before() throws Exception {
        pooler = new Pooler(Ledger.shared().postgres().port());
        aws.secrets.put("db", "{\"password\":\"local\"}");
        Settings settings =
                aws.settings(
                        Map.of(
                                "PARLEY_DATABASE_URL",
                                "jdbc:postgresql://127.0.0.1:"
                                        + pooler.port()
                                        + "/postgres?sslmode=disable",
                                "PARLEY_DATABASE_USER",
                                "parley_functions",
                                "PARLEY_DATABASE_SECRET",
                                "db"));
        Clock clock = Clock.systemUTC();
        database = new Database("test", settings, new Secrets(settings, clock), clock);
        assertThat(asked()).isNotNull();
        assertThat(pooler.dialled()).isEqualTo(1);
    }

    @AfterEach
    void stop() throws Exception {
        pooler.close();
        aws.close();
    }

    @Test
    void a_question_on_a_connection_that_was_ended_meanwhile_is_asked_on_another()
            throws Exception {
        pooler.endsAll();
        assertThat(asked()).isNotNull();
        assertThat(pooler.dialled()).isEqualTo(2);
    }

    @Test
    void so_is_work_of_which_nothing_was_answered() throws Exception {
        pooler.endsAll();
        AtomicInteger begun = new AtomicInteger();
        database.inTransaction(work -> {
            begun.incrementAndGet();
            return Objects.requireNonNull(work.act("select parley.load()"));
        });
        assertThat(begun).hasValue(2);
        assertThat(pooler.dialled()).isEqualTo(2);
    }

    @Test
    void work_that_was_answered_once_is_not_done_twice() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        assertThatThrownBy(() ->
                        database.inTransaction(work -> {
                            begun.incrementAndGet();
                            work.act("select parley.load()");
                            pooler.endsAll();
                            return Objects.requireNonNull(work.act("select parley.load()"));
                        }))
                .isInstanceOf(Unavailable.class);
        assertThat(begun).hasValue(1);
        assertThat(asked()).as("and the next question is answered").isNotNull();
    }

    @Test
    void a_pooler_that_is_full_is_dialled_once_and_passes() throws Exception {
        pooler.endsAll();
        pooler.isFull(true);
        assertThatThrownBy(this::asked).isInstanceOf(Unavailable.class);
        assertThat(pooler.dialled()).as("for the dead one").isEqualTo(2);
        assertThatThrownBy(this::asked).isInstanceOf(Unavailable.class);
        assertThat(pooler.dialled()).as("without one that was kept").isEqualTo(3);
        pooler.isFull(false);
        assertThat(asked()).isNotNull();
    }

    @Test
    void an_address_where_nobody_answers_is_dialled_once() throws Exception {
        pooler.endsAll();
        pooler.isGone(true);
        assertThatThrownBy(this::asked).isInstanceOf(SQLException.class);
        assertThat(pooler.dialled()).as("for the dead one").isEqualTo(2);
        assertThatThrownBy(this::asked).isInstanceOf(SQLException.class);
        assertThat(pooler.dialled()).as("without one that was kept").isEqualTo(3);
        assertThatThrownBy(this::worked).isInstanceOf(SQLException.class);
        assertThat(pooler.dialled()).as("for work that holds together").isEqualTo(4);
        pooler.isGone(false);
        assertThat(worked()).isNotNull();
    }

    @Test
    void a_pooler_without_a_free_server_passes_whoever_asks_and_whatever_was_kept()
            throws Exception {
        pooler.isBusy(true);
        for (String kept : new String[] {"one connection", "none"}) {
            assertThatThrownBy(this::worked).as(kept).isInstanceOf(Unavailable.class);
            assertThatThrownBy(this::asked).as(kept).isInstanceOf(Unavailable.class);
        }
        pooler.isBusy(false);
        assertThat(worked()).isNotNull();
    }

    private Doc worked() throws SQLException {
        return database.inTransaction(
                work -> Objects.requireNonNull(work.act("select parley.load()")));
    }

    private @Nullable Doc asked() throws SQLException {
        return database.ask("select parley.load()");
    }
}
