package parley.local.prove.webhooks;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.local.prove.people.Books;

/** What the ledger says of calls, held against what the script remembers. */
record Recorded(List<String> wrong, List<Double> secondsLate) {

    static Recorded of(Books books, List<Sprint.Ended> calls) throws SQLException {
        Map<String, List<List<String>>> outcomes = new HashMap<>();
        for (List<String> row :
                books.ask(
                        """
                        select o.call_id, o.reason, o.ended_by, extract(epoch from o.recorded_at - b.made_at)::float8
                        from parley.call_outcomes o join parley.outbox b using (call_id)
                        """)) {
            outcomes.computeIfAbsent(row.getFirst(), _ -> new ArrayList<>()).add(row);
        }
        List<String> wrong = new ArrayList<>();
        List<Double> late = new ArrayList<>();
        for (Sprint.Ended call : calls) {
            List<List<String>> found = outcomes.getOrDefault(call.call().toString(), List.of());
            if (found.size() != 1) {
                wrong.add(call + " has " + found.size() + " outcomes");
                continue;
            }
            List<String> row = found.getFirst();
            if (!row.get(1).equals(call.reason()) || !row.get(2).equals(call.by())) {
                wrong.add(call + " is recorded as " + row.get(1) + " by " + row.get(2));
            }
            late.add(Double.parseDouble(row.get(3)));
        }
        late.sort(null);
        return new Recorded(wrong, late);
    }

    double p(double share) {
        return secondsLate.isEmpty()
                ? 0
                : secondsLate.get((int) Math.ceil(share * secondsLate.size()) - 1);
    }
}
