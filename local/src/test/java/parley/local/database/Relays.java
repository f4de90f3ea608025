package parley.local.database;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Credentials as turn-token takes them: its two statements, without its decision between them. */
final class Relays {
    static final long RATE = 32_000;
    static final long WORST = RATE * 300;

    private final Ledger ledger;
    private final Calls calls;

    Relays(Ledger ledger) {
        this.ledger = ledger;
        this.calls = new Calls(ledger);
    }

    /** Nobody is in a call or has asked for anything; Acme pays nothing and may probe. */
    void afresh() throws SQLException {
        calls.endAll();
        ledger.run(
                "delete from parley.probes; delete from parley.premium_requests;"
                        + " delete from parley.outbox where kind <> 'call.ended';"
                        + " update public.tenants set relay_probes = true where id = '%1$s'; select parley.set_plan('%1$s', 'free')"
                                .formatted(Person.ACME));
    }

    /** A call of Globex that Gina has accepted and that is connected. */
    Calls.Call connected() throws SQLException {
        Calls.Call call = calls.session(Person.GLOBEX);
        calls.open(call);
        ledger.rpc(
                Person.GINA,
                "parley_accept_call",
                Calls.args("p_call", call.id(), "p_instance", call.agentPage()));
        ledger.rpc(call.caller(), "parley_touch_call", Calls.touch(call, call.visitorPage()));
        return call;
    }

    /** A ticket for that side, known by a name; it replaces that side's older one. */
    void ticket(Calls.Call call, String side, String name) throws SQLException {
        ledger.run(
                "select parley.keep_ticket(c, '%s', sha256('%s')) from parley.calls c where id = '%s'"
                        .formatted(side, name, call.id()));
    }

    JsonNode facts(String ticket) throws SQLException {
        return Calls.json(calls.function("select parley.relay_facts(?)", hash(ticket)));
    }

    /** The grant's id, or null when the database's own door says no. */
    @Nullable UUID lent(String ticket) throws SQLException {
        return lent(ticket, "coturn");
    }

    @Nullable UUID lent(String ticket, String provider) throws SQLException {
        String said =
                calls.function(
                        "select parley.reserve_relay(?, ?, 300000, ?, ?)",
                        hash(ticket),
                        provider,
                        RATE,
                        WORST);
        return said == null ? null : UUID.fromString(Calls.json(said).path("grant_id").asText());
    }

    /** A credential for that side of a call, by a ticket of its own. */
    UUID lentTo(Calls.Call call, String side) throws SQLException {
        String ticket = UUID.randomUUID().toString();
        ticket(call, side, ticket);
        return Objects.requireNonNull(lent(ticket));
    }

    /** A line of the relay's own counter. */
    void counted(UUID grant, String line, long up, long down) throws SQLException {
        calls.function(
                "select parley.count_relay(jsonb_build_array(jsonb_build_object('grant', ?::text,"
                        + " 'line', ?::text, 'up', ?::bigint, 'down', ?::bigint)))",
                grant.toString(),
                line,
                up,
                down);
    }

    /** Ends it, records its outcome, and settles what may be settled. */
    void endAndSettle(Calls.Call call) throws SQLException {
        end(call);
        settle();
    }

    void end(Calls.Call call) throws SQLException {
        ledger.rpc(
                call.caller(), "parley_end_call", Calls.end(call, call.visitorPage(), "hang_up"));
    }

    /** The sweep of a time when everybody has said his last. */
    void settle() throws SQLException {
        ledger.run("select parley.drain_outbox('test', 1000, false)");
        ledger.set("settle", "0");
        ledger.run("select parley.settle(1000), parley.settle_relays(1000)");
        ledger.set("settle", "60");
    }

    /** What the grants of a call are charged, newest last: up, down, on whose word, settled. */
    String charged(Calls.Call call) throws SQLException {
        return String.valueOf(
                ledger.ask(
                        "select string_agg(concat_ws(' ', side, up, down, charged_by, case when settled_at"
                                + " is null then 'open' else 'settled' end), '; ' order by minted_at)"
                                + " from parley.relay_grants where call_id = '"
                                + call.id()
                                + "'"));
    }

    long month() throws SQLException {
        return Long.parseLong(
                String.valueOf(
                        ledger.ask(
                                "select coalesce(sum(bytes), 0) from parley.relay_months where tenant_id"
                                        + " = '"
                                        + Person.GLOBEX
                                        + "'")));
    }

    static byte[] hash(String ticket) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(ticket.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
