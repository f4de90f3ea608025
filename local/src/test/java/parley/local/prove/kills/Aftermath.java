package parley.local.prove.kills;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import parley.local.prove.people.Books;

/** What must be true of the whole ledger once the blows are over. */
final class Aftermath {
    private Aftermath() {}

    static List<String> of(Books books, Figures figures) throws SQLException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        if (!books.becomes(
                "select count(*) from parley.outbox where done_at is null",
                0,
                figures.outcomeThere())) {
            wrong.add("the outbox was not emptied in time");
        }
        none(
                books,
                wrong,
                "calls ended without exactly one outcome of the same reason",
                """
                select count(*) from parley.calls c where state = 'ended' and (select count(*) from parley.call_outcomes o
                  where o.call_id = c.id and o.reason = c.end_reason and o.ended_by = c.ended_by and o.ended_at = c.ended_at) <> 1
                """);
        none(
                books,
                wrong,
                "outcomes of calls that did not end",
                "select count(*) from parley.call_outcomes o left join parley.calls c on c.id = o.call_id where c.state is distinct from 'ended'");
        none(
                books,
                wrong,
                "ended calls without exactly one ending in the log",
                """
                select count(*) from parley.calls c where state = 'ended'
                  and (select count(*) from parley.call_events e where e.call_id = c.id and e.state = 'ended') <> 1
                """);
        System.out.println(
                "  ledger: "
                        + books.one(
                                """
                                select count(*) || ' outcomes, there after: median ' || round((percentile_cont(0.5) within group (order by s))::numeric, 2)
                                  || ' s, p99 ' || round((percentile_cont(0.99) within group (order by s))::numeric, 2) || ' s, most ' || round(max(s), 2) || ' s'
                                from (select extract(epoch from o.recorded_at - b.made_at) s from parley.call_outcomes o join parley.outbox b using (call_id)) x
                                """));
        return wrong;
    }

    private static void none(Books books, List<String> wrong, String what, String count)
            throws SQLException {
        long found = books.count(count);
        if (found != 0) {
            wrong.add(found + " " + what);
        }
    }
}
