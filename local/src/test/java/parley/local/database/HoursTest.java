package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * When a tenant is open, on its own clock; and that its button says so before anybody presses it.
 */
class HoursTest {
    /** Split shifts, a night shift, a Saturday off in between, a holiday. */
    private static final String SHOP =
            """
            {"tz": "Europe/Berlin", "closed": ["2026-12-25"], "week": {
              "mon": [["09:00","12:00"],["13:00","18:00"]], "tue": [["09:00","18:00"]], "wed": [["09:00","18:00"]],
              "thu": [["09:00","18:00"]], "fri": [["09:00","12:00"],["22:00","02:00"]], "sun": [["00:00","06:00"]]}}\
            """;

    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);

    @BeforeEach
    void nobody_is_in_a_call() throws SQLException {
        calls.endAll();
    }

    @AfterEach
    void always_open() throws SQLException {
        ledger.run("update public.tenants set hours = null");
    }

    @ParameterizedTest(name = "{0}: open {1}, opens {2}")
    @CsvSource({
        // Monday in winter, one hour ahead of UTC: the tenant's clock counts, not the server's
        "2026-11-23 07:59:59Z, f, 2026-11-23 08:00:00Z",
        "2026-11-23 08:00:00Z, t, -",
        "2026-11-23 10:59:59Z, t, -",
        // between the two shifts of a day
        "2026-11-23 11:00:00Z, f, 2026-11-23 12:00:00Z",
        "2026-11-23 12:00:00Z, t, -",
        "2026-11-23 17:00:00Z, f, 2026-11-24 08:00:00Z",
        // Friday's night shift runs into a Saturday that has none of its own
        "2026-11-27 20:59:59Z, f, 2026-11-27 21:00:00Z",
        "2026-11-28 00:59:59Z, t, -",
        "2026-11-28 01:00:00Z, f, 2026-11-28 23:00:00Z",
        // the same wall clock in summer is another hour of UTC, and the night it changes has both
        "2026-07-06 06:59:59Z, f, 2026-07-06 07:00:00Z",
        "2026-07-06 07:00:00Z, t, -",
        "2026-10-24 21:59:59Z, f, 2026-10-24 22:00:00Z",
        "2026-10-25 04:59:59Z, t, -",
        "2026-10-25 05:00:00Z, f, 2026-10-26 08:00:00Z",
        // a holiday on a Friday: neither its morning nor its night; Sunday comes first
        "2026-12-25 09:00:00Z, f, 2026-12-26 23:00:00Z",
        "2026-12-25 23:00:00Z, f, 2026-12-26 23:00:00Z",
        // the night before the holiday is no night shift of it
        "2026-12-24 16:59:59Z, t, -",
    })
    void the_tenants_own_clock_decides(String at, String open, String opens) throws SQLException {
        assertThat(
                        ledger.ask(
                                """
                                select open_now || ' ' || coalesce(to_char(opens_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SSZ'), '-')
                                from parley.open_hours('%s', '%s')\
                                """
                                        .formatted(SHOP, at)))
                .isEqualTo((open.equals("t") ? "true " : "false ") + opens);
    }

    @Test
    void a_shift_in_the_hour_that_a_night_skips_is_over_as_it_begins() throws SQLException {
        assertThat(
                        ledger.ask(
                                """
                                select string_agg((parley.open_hours(hours, at::timestamptz)).open_now::text, ' ')
                                from (values ('{"tz": "Europe/Berlin", "week": {"sun": [["02:00","03:00"]]}}'::jsonb)) h (hours),
                                  unnest('{2026-03-22 01:30:00Z,2026-03-29 01:30:00Z,2026-03-29 20:00:00Z}'::text[]) at
                                """))
                .isEqualTo("true false false");
    }

    @Test
    void without_hours_a_tenant_is_always_open() throws SQLException {
        assertThat(ledger.ask("select open_now from parley.open_hours(null, now())"))
                .isEqualTo("t");
    }

    @Test
    void who_is_never_open_never_opens() throws SQLException {
        assertThat(
                        ledger.ask(
                                "select open_now || ' ' || (opens_at is null) from parley.open_hours('{\"tz\": \"UTC\", \"week\": {}}', now())"))
                .isEqualTo("false true");
    }

    @Test
    void the_button_says_outside_hours_whoever_is_at_the_desk_and_no_call_is_granted()
            throws SQLException {
        assertThat(status()).isEqualTo("offline true");
        beat();
        assertThat(status()).isEqualTo("online true");
        ledger.run(
                """
                update public.tenants set hours = jsonb_build_object('tz', 'Pacific/Auckland', 'week', week,
                  'closed', jsonb_build_array((clock_timestamp() at time zone 'Pacific/Auckland')::date))
                from (select jsonb_object_agg(d, '[["00:00","24:00"]]'::jsonb) week from unnest('{mon,tue,wed,thu,fri,sat,sun}'::text[]) d) w
                """);
        assertThat(status()).isEqualTo("outside_hours false");
        ledger.run("update public.tenants set hours = hours - 'closed'");
        assertThat(status()).isEqualTo("online true");
    }

    @Test
    void a_desk_that_is_in_a_call_is_busy_and_one_whose_lease_lapsed_is_not_there()
            throws SQLException {
        beat();
        var call = calls.accepted();
        assertThat(status()).isEqualTo("busy true");
        ledger.run(
                "select parley.end_call(c, 'dropped', 'system') from parley.calls c where id = '%s'"
                        .formatted(call.id()));
        assertThat(status()).isEqualTo("online true");
        ledger.run("update parley.desks set lease_until = clock_timestamp()");
        assertThat(status()).isEqualTo("offline true");
    }

    private void beat() throws SQLException {
        ledger.rpc(
                Person.ANA,
                "parley_desk_beat",
                Calls.args(
                        "p_instance",
                        UUID.randomUUID(),
                        "p_tenant",
                        Person.ACME,
                        "p_status",
                        "available"));
    }

    /** What the button knows, and whether call-request would find the tenant open. */
    private String status() throws SQLException {
        String shown =
                Calls.json(calls.function("select parley.widget_config('pk_acme_demo')"))
                        .path("agent_status")
                        .asText();
        boolean open =
                Calls.json(
                                calls.function(
                                        "select parley.call_request_facts(?, gen_random_uuid(), gen_random_uuid(), 'x')",
                                        Person.ACME))
                        .path("open_now")
                        .asBoolean();
        return shown + " " + open;
    }
}
