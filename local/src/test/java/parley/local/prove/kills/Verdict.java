package parley.local.prove.kills;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.local.prove.people.Books;

/**
 * A round's calls held against the ledger.
 *
 * @param fellDue healthy calls whose own deadline passed while the part was away
 * @param slowestMs the longest that a call with a dead page stayed open
 */
record Verdict(List<String> wrong, int fellDue, long slowestMs) {

    static Verdict of(
            Books books,
            Figures figures,
            List<Talk> talks,
            Function<Talk, Expected> expected,
            long blowAt)
            throws SQLException {
        Map<UUID, Rows.Row> rows = Rows.of(books, talks);
        List<String> wrong = new ArrayList<>();
        int fellDue = 0;
        long slowest = 0;
        for (Talk talk : talks) {
            Expected wanted = expected.apply(talk);
            Rows.Row row = rows.get(talk.id);
            for (String odd : talk.told.odd) {
                wrong.add(talk.id + " " + odd);
            }
            String why = judge(talk, row, wanted, blowAt);
            if (row != null && wanted.withinMs() == 0 && row.fellDue(figures, talk.visitorSeenAt)) {
                fellDue++;
            } else if (why != null) {
                wrong.add(talk.id + " " + why + ": " + row + ", told " + talk.told.end());
            }
            if (row != null && wanted.withinMs() > 0) {
                slowest = Math.max(slowest, row.endedAt() - blowAt);
            }
        }
        return new Verdict(wrong, fellDue, slowest);
    }

    private static @Nullable String judge(
            Talk talk, Rows.@Nullable Row row, Expected wanted, long blowAt) {
        Told.End told = talk.told.end();
        if (row == null) {
            return told == null && wanted.orNever() ? null : "is not there";
        } else if (!row.ended()) {
            return "is still open";
        } else if (told != null
                && !(told.reason().equals(row.reason()) && told.by().equals(row.by()))) {
            return "ended otherwise than was acknowledged";
        } else if (!wanted.reasons().contains(row.reason())) {
            return "ended for a reason that nobody gave";
        } else if (wanted.withinMs() > 0 && row.endedAt() - blowAt > wanted.withinMs()) {
            return "ended " + (row.endedAt() - blowAt) + " ms after the blow";
        }
        return null;
    }
}
