package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * A visitor's address is known as a keyed hash, to the limits alone, for an hour ({@link
 * PurgeTest}).
 */
class SourceHashTest {
    private final Ledger ledger = Ledger.shared();

    @Test
    void nothing_but_the_limits_is_ever_told_it() throws SQLException {
        assertThat(
                        ledger.ask(
                                """
                                select string_agg(proname, ',' order by proname) from pg_proc
                                where pronamespace = 'parley'::regnamespace and prosrc ~ 'p_source'\
                                """))
                .isEqualTo("call_request_facts,may_ask,session_facts");
    }
}
