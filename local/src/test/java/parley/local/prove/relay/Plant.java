package parley.local.prove.relay;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.local.relay.Lines;

/** A lock taken out of the database: one expression of a function says something else. */
record Plant(String name, String function, List<Change> changes) {
    /** What stands there, and what is put in its place. */
    record Change(String says, String planted) {
        Change undone() {
            return new Change(/* says= */ planted, /* planted= */ says);
        }
    }

    static final List<Plant> ALL =
            List.of(
                    new Plant(
                            "the end is not asked",
                            "relay_facts",
                            List.of(
                                    new Change(
                                            "c.state <> 'ended', 'tenant_id'", "true, 'tenant_id'"),
                                    new Change(
                                            "'superseded', ticket.superseded",
                                            "'superseded', false"))),
                    new Plant(
                            "replaced tickets hold",
                            "relay_facts",
                            List.of(
                                    new Change(
                                            "'superseded', ticket.superseded",
                                            "'superseded', false"))),
                    new Plant(
                            "uses are not counted",
                            "reserve_relay",
                            List.of(new Change("redeemed = redeemed + 1", "redeemed = redeemed"))),
                    new Plant(
                            "the ring is not asked",
                            "relay_facts",
                            List.of(new Change("'rung', c.state", "'rung', true or c.state"))),
                    new Plant(
                            "the plan is not asked",
                            "relay_facts",
                            List.of(
                                    new Change(
                                            "parley.entitled(c.tenant_id, 'relay')",
                                            "true or false"))),
                    new Plant(
                            "the budget is not asked",
                            "relay_facts",
                            List.of(
                                    new Change(
                                            "coalesce(t.relay_bytes_per_month, 0)",
                                            "1000000000000000"))));

    /** The second lock of the same doors is out as well: each plant is about the first. */
    void in(Lines lines) throws SQLException {
        lines.sql("alter table parley.relay_grants disable trigger relay_grants_need_an_open_call");
        change(lines, "reserve_relay", new Change("and not superseded returning", "returning"));
        for (Change change : changes) {
            change(lines, function, change);
        }
    }

    void out(Lines lines) throws SQLException {
        for (Change change : changes) {
            change(lines, function, change.undone());
        }
        change(
                lines,
                "reserve_relay",
                new Change(
                        "returning * into ticket", "and not superseded returning * into ticket"));
        lines.sql("alter table parley.relay_grants enable trigger relay_grants_need_an_open_call");
    }

    private static void change(Lines lines, String function, Change change) throws SQLException {
        String source = lines.ask("select pg_get_functiondef('parley." + function + "'::regproc)");
        if (!source.contains(change.says())) {
            throw new IllegalStateException(function + " no longer says " + change.says());
        }
        lines.sql(
                source.replaceFirst(
                        Pattern.quote(change.says()), Matcher.quoteReplacement(change.planted())));
    }
}
