package parley.local.realtime;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The table of broadcasts from the database: its partitions, and what a join may hear again. */
final class StoredMessages {
    static final int MAX_REPLAY = 25;
    private static final int FIRST_DAY = -1;
    private static final int LAST_DAY = 3;
    private static final int KEPT_DAYS = 3;

    private final DatabaseSession database;

    StoredMessages(DatabaseSession database) {
        this.database = database;
    }

    /**
     * The newest rows of a topic, oldest first.
     *
     * @param sinceMs milliseconds since 1970
     * @param limit at most 25
     */
    List<UserBroadcast> replay(String topic, long sinceMs, long limit) throws DatabaseTrouble {
        LocalDateTime since =
                LocalDateTime.ofInstant(Instant.ofEpochMilli(sinceMs), ZoneOffset.UTC);
        return database.run(connection -> newest(connection, topic, since, limit));
    }

    private static List<UserBroadcast> newest(
            Connection connection, String topic, LocalDateTime since, long limit)
            throws SQLException {
        List<UserBroadcast> found = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select event, payload, binary_payload, id::text from realtime.messages"
                                + " where topic = ? and private and extension = 'broadcast'"
                                + " and inserted_at >= ? and inserted_at < ?"
                                + " order by inserted_at desc limit ?")) {
            select.setString(1, topic);
            select.setObject(2, since);
            select.setObject(3, LocalDateTime.now(Clock.systemUTC()));
            select.setLong(4, Math.clamp(limit, 1, MAX_REPLAY));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(row(rows));
                }
            }
        }
        Collections.reverse(found);
        return found;
    }

    private static UserBroadcast row(ResultSet row) throws SQLException {
        byte[] binary = row.getBytes(3);
        String json = row.getString(2);
        byte[] payload =
                binary != null
                        ? binary
                        : (json == null ? "null" : json).getBytes(StandardCharsets.UTF_8);
        String event = row.getString(1);
        return new UserBroadcast(
                event == null ? "" : event, binary == null, payload, row.getString(4), true);
    }

    /** Makes the partitions of yesterday to three days ahead and drops those older than 72 h. */
    void tendPartitions() throws DatabaseTrouble {
        database.run(connection -> {
            LocalDate today = LocalDate.now(Clock.systemUTC());
            try (Statement statement = connection.createStatement()) {
                for (int day = FIRST_DAY; day <= LAST_DAY; day++) {
                    statement.execute(partition(today.plusDays(day)));
                }
                statement.execute("drop table if exists " + name(today.minusDays(KEPT_DAYS + 1)));
            }
            connection.commit();
            return true;
        });
    }

    private static String partition(LocalDate day) {
        return "create table if not exists %s partition of realtime.messages for values from ('%s') to ('%s')"
                .formatted(name(day), day, day.plusDays(1));
    }

    private static String name(LocalDate day) {
        return "realtime.messages_" + day.toString().replace('-', '_');
    }
}
