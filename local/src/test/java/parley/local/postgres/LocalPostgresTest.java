package parley.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class LocalPostgresTest {
    @Test
    void a_fresh_database_has_supabases_roles_and_postgres_is_no_superuser() throws Exception {
        try (LocalPostgres postgres = LocalPostgres.start(LocalPostgres.Options.fresh());
                Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                select string_agg(rolname || case when rolsuper then '*' else '' end, ' ' order by rolname)
                                from pg_roles where rolname !~ '^pg_'
                                """)) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1))
                    .isEqualTo(
                            "anon authenticated authenticator cli_login_postgres dashboard_user postgres service_role"
                                    + " supabase_admin* supabase_auth_admin supabase_realtime_admin");
        }
    }
}
