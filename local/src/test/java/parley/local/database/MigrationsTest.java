package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import parley.local.postgres.Migrations;

class MigrationsTest {
    private final Ledger ledger = Ledger.shared();

    @Test
    void applying_the_migrations_again_changes_nothing() throws Exception {
        assertThat(new Migrations(Path.of("..", "supabase")).apply(ledger.postgres())).isZero();
    }

    @Test
    void every_table_of_ours_has_row_level_security() throws Exception {
        assertThat(
                        ledger.ask(
                                """
                                select string_agg(schemaname || '.' || tablename, ' ')
                                from pg_tables where schemaname in ('parley', 'public') and not rowsecurity
                                """))
                .isNull();
    }

    @Test
    void every_definer_function_pins_its_search_path() throws Exception {
        assertThat(
                        ledger.ask(
                                """
                                select string_agg(p.oid::regprocedure::text, ' ')
                                from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                                where n.nspname in ('parley', 'public') and p.prosecdef
                                  and not coalesce(p.proconfig, '{}') @> array['search_path=""']
                                """))
                .isNull();
    }

    @Test
    void nobody_may_execute_a_function_by_default() throws Exception {
        assertThat(
                        ledger.ask(
                                """
                                select string_agg(p.oid::regprocedure::text, ' ')
                                from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                                where (n.nspname = 'parley' or p.proname like 'parley%')
                                  and has_function_privilege('service_role', p.oid, 'execute')
                                  and p.proname <> 'parley_ping'
                                """))
                .isNull();
    }
}
