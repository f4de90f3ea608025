package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import parley.local.postgres.LocalPostgres;
import parley.local.postgres.Migrations;

/** Parley comes to a project that has an application, with tables of its own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostApplicationTest {
    private static LocalPostgres postgres;

    @BeforeAll
    static void a_project() throws Exception {
        postgres = LocalPostgres.start(LocalPostgres.Options.fresh());
    }

    @AfterAll
    static void end() {
        postgres.close();
    }

    @Test
    @Order(1)
    void what_its_tables_lack_is_named_and_nothing_is_done() throws Exception {
        run(
                """
                create table public.tenants (id uuid primary key, name varchar(80), hours text);
                create table public.tenant_agents (user_id bigint, tenant_id uuid, role text)
                """);
        assertThatThrownBy(HostApplicationTest::migrate)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(
                        "your tables lack, or have as another type, what Parley needs: "
                                + "tenant_agents.display_name (text), tenant_agents.user_id (uuid),"
                                + " tenants.hours (jsonb)\n")
                .hasMessageContaining("docs/deploy.md");
        assertThat(asked("select count(*) from pg_namespace where nspname = 'parley'"))
                .containsExactly("0");
        assertThat(
                        asked(
                                "select attname from pg_attribute where attnum > 0 and attrelid ="
                                        + " 'public.tenants'::regclass order by attnum"))
                .containsExactly("id", "name", "hours");
        run("drop table public.tenants, public.tenant_agents");
    }

    @Test
    @Order(2)
    void its_rows_columns_and_openness_stay_and_what_we_make_is_closed() throws Exception {
        run(
                """
                create type public.rank as enum ('agent', 'owner', 'guest');
                create table public.tenants (id uuid primary key, name varchar(80) not null, plan text default 'gold');
                create table public.tenant_agents (
                  user_id uuid, tenant_id uuid, role public.rank not null, display_name text not null, badge int);
                insert into public.tenants values ('acae0000-0000-4000-8000-000000000001', 'Acme', 'silver')
                """);
        migrate();
        assertThat(
                        asked(
                                "select name || ' ' || plan || ' ' || voice_enabled || ' ' ||"
                                        + " relay_policy from public.tenants"))
                .containsExactly("Acme silver false none");
        assertThat(
                        asked(
                                """
                                select relname || ' ' || relrowsecurity from pg_class
                                where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname
                                """))
                .containsExactly("chat_sessions true", "tenant_agents false", "tenants false");
    }

    private static void migrate() throws Exception {
        new Migrations(Path.of("..", "supabase")).apply(postgres);
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> asked(String sql) throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> answers = new ArrayList<>();
            while (rows.next()) answers.add(rows.getString(1));
            return answers;
        }
    }
}
