package parley.local.prove.ledger;

import java.sql.SQLException;
import parley.local.prove.people.Books;

/** Lies about one call, each of which the comparison must see. */
enum Plant {
    AN_OUTCOME_WITH_ANOTHER_REASON("reason = 'dropped'", "reason = 'hung_up'"),
    AN_OUTCOME_OF_ANOTHER_AGENT("agent_name = 'Ben'", "agent_name = l.agent_name"),
    A_CALL_TALKED_IN_FOR_LONGER(
            "talk_seconds = talk_seconds + 30", "talk_seconds = talk_seconds - 30");

    private static final String ONE =
            "(select call_id from parley.call_outcomes where reason in ('hung_up', 'dropped') and accepted_at is not null order by call_id limit 1)";

    private final String lie;
    private final String truth;

    Plant(String lie, String truth) {
        this.lie = lie;
        this.truth = truth;
    }

    void sow(Books books) throws SQLException {
        change(books, lie);
    }

    void pull(Books books) throws SQLException {
        change(books, truth);
    }

    private static void change(Books books, String set) throws SQLException {
        books.run("alter table parley.call_outcomes disable trigger call_outcomes_immutable");
        books.run(
                "update parley.call_outcomes o set %s from parley.calls l where l.id = o.call_id and o.call_id = %s"
                        .formatted(set, ONE));
        books.run("alter table parley.call_outcomes enable trigger call_outcomes_immutable");
    }
}
