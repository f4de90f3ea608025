package parley.local.prove.kills;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import parley.local.prove.people.Books;

/** The rows of a round's calls, as Postgres has them. */
final class Rows {
    private Rows() {}

    /** Times in ms since 1970, 0 where there is none. */
    record Row(
            String state,
            String reason,
            String by,
            long ringUntil,
            long acceptedAt,
            long connectedAt,
            long endedAt) {

        boolean ended() {
            return state.equals("ended");
        }

        /** Its own deadline passed while the part was away: the table's arrow, not a loss. */
        boolean fellDue(Figures figures, long visitorSeenAt) {
            return switch (reason) {
                case "abandoned" -> acceptedAt == 0 && endedAt >= visitorSeenAt + figures.ms(20);
                case "unanswered" -> acceptedAt == 0 && endedAt >= ringUntil;
                case "failed", "peer_lost" ->
                        connectedAt == 0 && endedAt >= acceptedAt + figures.ms(30);
                default -> false;
            };
        }
    }

    static Map<UUID, Row> of(Books books, List<Talk> talks) throws SQLException {
        Map<UUID, Row> rows = new HashMap<>();
        String ids = talks.stream().map(t -> "'" + t.id + "'").collect(Collectors.joining(","));
        for (List<String> row :
                books.ask(
                        """
                        select id, state, end_reason, ended_by, %s, %s, %s, %s from parley.calls where id in (%s)
                        """
                                .formatted(
                                        ms("ring_until"),
                                        ms("accepted_at"),
                                        ms("connected_at"),
                                        ms("ended_at"),
                                        ids))) {
            rows.put(
                    UUID.fromString(row.getFirst()),
                    new Row(
                            row.get(1),
                            row.get(2),
                            row.get(3),
                            Long.parseLong(row.get(4)),
                            Long.parseLong(row.get(5)),
                            Long.parseLong(row.get(6)),
                            Long.parseLong(row.get(7))));
        }
        return rows;
    }

    private static String ms(String column) {
        return "coalesce(floor(extract(epoch from " + column + ") * 1000), 0)::bigint";
    }
}
