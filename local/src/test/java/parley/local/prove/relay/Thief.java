package parley.local.prove.relay;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import parley.local.relay.Asked;
import parley.local.relay.Lines;
import parley.local.relay.Lines.Line;

/** Tries to be lent a relay with tickets that give no right to one. */
final class Thief {
    private final RequestStreamHandler turnToken;
    private final Lines lines;
    private final Random random;
    private Map<String, Integer> tried = Map.of();
    private int left;
    private int lent;

    Thief(RequestStreamHandler turnToken, Lines lines, Random random) {
        this.turnToken = turnToken;
        this.lines = lines;
        this.random = random;
    }

    /** That many attempts, counted by kind; how many of them were lent something. */
    int tries(int attempts, Map<String, Integer> counted) throws IOException, SQLException {
        tried = counted;
        left = attempts;
        lent = 0;
        while (left > 0) {
            lines.sql(
                    "delete from parley.relay_grants; delete from parley.relay_months; delete from parley.relay_tickets;"
                            + " update public.tenants set relay_bytes_per_month = 200000000000, relay_policy = 'fallback' where id = '"
                            + Lines.GLOBEX
                            + "'");
            Line line = lines.accepted();
            beforeTheEnd(line);
            withoutRight(line);
            afterTheEnd(line);
        }
        return lent;
    }

    private void beforeTheEnd(Line line) throws IOException, SQLException {
        for (int i = 0; i < 8; i++) {
            attempt("tampered with", tampered(line.visitor()));
        }
        attempt("before anybody rings", lines.ringing(false).visitor());
        Line other = lines.accepted();
        crossed(line, other);
        must(line.visitor());
        must(line.visitor());
        attempt("used up", line.visitor());
        attempt("used up", line.visitor());
        String newer = Lines.ticket();
        lines.give(line.call(), "agent", newer, "call");
        attempt("replaced", line.agent());
        attempt("replaced", tampered(line.agent()));
        must(newer);
    }

    private void withoutRight(Line line) throws IOException, SQLException {
        String fresh = Lines.ticket();
        lines.give(line.call(), "agent", fresh, "call");
        lines.sql(
                "update public.tenants set relay_policy = 'none' where id = '"
                        + Lines.GLOBEX
                        + "'");
        attempt("after a downgrade", fresh);
        lines.sql(
                "update public.tenants set relay_policy = 'fallback', relay_bytes_per_month = 1 where id = '"
                        + Lines.GLOBEX
                        + "'");
        attempt("without budget", fresh);
        lines.sql(
                "update public.tenants set relay_bytes_per_month = 200000000000 where id = '"
                        + Lines.GLOBEX
                        + "'");
        must(fresh);
    }

    private void afterTheEnd(Line line) throws IOException, SQLException {
        Line ringing = lines.ringing(true);
        must(ringing.visitor());
        lines.end(ringing.call(), "cancelled");
        attempt("after the end", ringing.visitor());
        lines.end(line.call(), "hung_up");
        attempt("after the end", line.agent());
        attempt("after the end", line.visitor());
        String probe = Lines.ticket();
        lines.give(line.call(), "visitor", probe, "probe");
        attempt("a probe of a call that did not fail", probe);
        lines.sql(
                "select parley.end_call(c, 'dropped', 'system') from parley.calls c where state <> 'ended'");
    }

    /** One call's ticket with another call's and side's names beside it lends to its own alone. */
    private void crossed(Line line, Line other) throws IOException, SQLException {
        String before = lines.lent(line.call());
        count("for another call");
        Asked.with(
                turnToken,
                "{\"ticket\":\"%s\",\"call_id\":\"%s\",\"side\":\"agent\",\"tenant_id\":\"%s\"}"
                        .formatted(other.visitor(), line.call(), Lines.GLOBEX));
        if (!lines.lent(line.call()).equals(before)
                || !lines.lent(other.call()).equals("visitor 1")) {
            lent++;
        }
    }

    private void attempt(String kind, String ticket) throws IOException {
        if (left > 0) {
            count(kind);
            if (Asked.ticket(turnToken, ticket).relay()) {
                lent++;
            }
        }
    }

    /** The same door opens for who has a right: without that a refusal proves nothing. */
    private void must(String ticket) throws IOException {
        Asked asked = Asked.ticket(turnToken, ticket);
        if (!asked.relay()) {
            throw new IllegalStateException("who has a right is refused: " + asked);
        }
    }

    private void count(String kind) {
        tried.merge(kind, 1, Integer::sum);
        left--;
    }

    private String tampered(String ticket) {
        int at = random.nextInt(ticket.length());
        char c = ticket.charAt(at);
        return switch (random.nextInt(6)) {
            case 0 -> ticket.substring(0, at) + (char) (c ^ 1) + ticket.substring(at + 1);
            case 1 -> ticket.substring(0, at) + ticket.substring(at + 1);
            case 2 -> ticket + c;
            case 3 -> " " + ticket;
            case 4 -> ticket.toUpperCase(Locale.ROOT) + "A";
            default -> new StringBuilder(ticket).reverse() + "";
        };
    }
}
