package parley.local.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What row level security lets a bearer do, found out as the real server does: probe rows in a
 * transaction that is rolled back. A policy sees topic, extension, claims and headers; event and
 * payload of a probe are null and {@code private} is false.
 */
final class Permissions {
    static final String BROADCAST = "broadcast";
    static final String PRESENCE = "presence";
    private static final String NO_PERMISSION = "42501";

    private final DatabaseSession database;

    Permissions(DatabaseSession database) {
        this.database = database;
    }

    /** Which of the extensions the bearer may read on the topic. */
    Set<String> readable(Bearer bearer, List<String> extensions) throws DatabaseTrouble {
        Map<String, UUID> probes = new LinkedHashMap<>();
        extensions.forEach(extension -> probes.put(extension, UUID.randomUUID()));
        return database.run(connection -> {
            insertProbes(connection, bearer, probes);
            become(connection, bearer);
            Set<UUID> visible = visible(connection, probes);
            Set<String> readable = new HashSet<>(extensions);
            readable.removeIf(extension -> !visible.contains(probes.get(extension)));
            return readable;
        });
    }

    /** Whether the bearer may write this extension on the topic. */
    boolean isWritable(Bearer bearer, String extension) throws DatabaseTrouble {
        return database.run(connection -> {
            become(connection, bearer);
            return isInsertAllowed(connection, bearer, extension);
        });
    }

    private static void insertProbes(Connection connection, Bearer bearer, Map<String, UUID> probes)
            throws SQLException {
        for (var probe : probes.entrySet()) {
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "insert into realtime.messages"
                                    + " (id, topic, extension, inserted_at, updated_at)"
                                    + " values (?, ?, ?, timezone('utc', now()), timezone('utc', now()))")) {
                insert.setObject(1, probe.getValue());
                insert.setString(2, bearer.topic());
                insert.setString(3, probe.getKey());
                insert.executeUpdate();
            }
        }
    }

    private static void become(Connection connection, Bearer bearer) throws SQLException {
        ObjectNode headers = Json.object();
        bearer.headers().forEach(headers::put);
        try (PreparedStatement config =
                connection.prepareStatement(
                        "select set_config('role', ?, true), set_config('realtime.topic', ?, true),"
                                + " set_config('request.jwt.claims', ?, true),"
                                + " set_config('request.jwt.claim.sub', ?, true),"
                                + " set_config('request.jwt.claim.role', ?, true),"
                                + " set_config('request.headers', ?, true)")) {
            config.setString(1, bearer.role());
            config.setString(2, bearer.topic());
            config.setString(3, bearer.claims());
            config.setObject(4, bearer.sub(), Types.VARCHAR);
            config.setString(5, bearer.role());
            config.setString(6, Json.text(headers));
            config.executeQuery().close();
        }
    }

    private static Set<UUID> visible(Connection connection, Map<String, UUID> probes)
            throws SQLException {
        Set<UUID> visible = new HashSet<>();
        try (PreparedStatement select =
                connection.prepareStatement("select id from realtime.messages where id = any(?)")) {
            Array ids = connection.createArrayOf("uuid", probes.values().toArray());
            select.setArray(1, ids);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    visible.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return visible;
    }

    private static boolean isInsertAllowed(Connection connection, Bearer bearer, String extension)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into realtime.messages (topic, extension, inserted_at, updated_at)"
                                + " values (?, ?, timezone('utc', now()), timezone('utc', now()))")) {
            insert.setString(1, bearer.topic());
            insert.setString(2, extension);
            insert.executeUpdate();
            return true;
        } catch (SQLException e) {
            if (NO_PERMISSION.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }
}
