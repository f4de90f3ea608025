package parley.local.auth;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables {@code auth.sessions} and {@code auth.refresh_tokens}: tokens rotate. */
final class Sessions {
    /** A client whose answer was lost may show its old token once more for this long. */
    private static final int REUSE_SECONDS = 10;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Sessions() {}

    /** A session with the refresh token that continues it. */
    record Opened(UUID session, UUID user, String refreshToken) {}

    static Opened open(Connection connection, UUID user) throws SQLException {
        UUID session = UUID.randomUUID();
        Users.run(
                connection, "insert into auth.sessions (id, user_id) values (?, ?)", session, user);
        return new Opened(session, user, issue(connection, session, null));
    }

    static Opened refresh(Connection connection, String token) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        """
                        select t.session_id, s.user_id, t.revoked,
                          t.updated_at > clock_timestamp() - make_interval(secs => ?)
                        from auth.refresh_tokens t join auth.sessions s on s.id = t.session_id
                        where t.token = ? for update of s
                        """)) {
            query.setInt(1, REUSE_SECONDS);
            query.setString(2, token);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new AuthError(
                            400,
                            "refresh_token_not_found",
                            "Invalid Refresh Token: Refresh Token Not Found");
                }
                UUID session = row.getObject(1, UUID.class);
                UUID user = row.getObject(2, UUID.class);
                if (row.getBoolean(3) && !row.getBoolean(4)) {
                    throw new AuthError(
                            400,
                            "refresh_token_already_used",
                            "Invalid Refresh Token: Already Used");
                }
                Users.run(
                        connection,
                        "update auth.refresh_tokens set revoked = true, updated_at ="
                                + " clock_timestamp() where token = ? and not revoked",
                        token);
                return new Opened(session, user, issue(connection, session, token));
            }
        }
    }

    static boolean exists(Connection connection, UUID session) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select from auth.sessions where id = ?")) {
            query.setObject(1, session);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Ends sessions; scope is {@code global}, {@code local} or {@code others}. */
    static void end(Connection connection, UUID user, UUID session, String scope)
            throws SQLException {
        switch (scope) {
            case "local" ->
                    Users.run(connection, "delete from auth.sessions where id = ?", session);
            case "others" ->
                    Users.run(
                            connection,
                            "delete from auth.sessions where user_id = ? and id <> ?",
                            user,
                            session);
            default -> Users.run(connection, "delete from auth.sessions where user_id = ?", user);
        }
    }

    private static String issue(Connection connection, UUID session, @Nullable String parent)
            throws SQLException {
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            token.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        Users.run(
                connection,
                "insert into auth.refresh_tokens (token, session_id, parent) values (?, ?, ?)",
                token.toString(),
                session,
                parent);
        return token.toString();
    }
}
