package parley.local.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.local.http.Json;

/** The table {@code auth.users}; a user is the JSON that Supabase Auth answers with. */
final class Users {
    private static final String AS_JSON =
            """
            select json_build_object(
              'id', id, 'aud', aud, 'role', role, 'email', coalesce(email, ''), 'phone', '',
              'email_confirmed_at', email_confirmed_at, 'confirmed_at', email_confirmed_at,
              'last_sign_in_at', last_sign_in_at, 'app_metadata', raw_app_meta_data,
              'user_metadata', raw_user_meta_data, 'identities', '[]'::json,
              'created_at', created_at, 'updated_at', updated_at, 'is_anonymous', is_anonymous)::text
            from auth.users
            """;

    private Users() {}

    static @Nullable ObjectNode withPassword(Connection connection, String email, String password)
            throws SQLException {
        return one(
                connection,
                AS_JSON
                        // A case, so that only this user's password is hashed: that is dear.
                        + " where case when lower(email) = lower(?)"
                        + " then encrypted_password = extensions.crypt(?, encrypted_password) end",
                email,
                password);
    }

    static @Nullable ObjectNode withId(Connection connection, UUID id) throws SQLException {
        return one(connection, AS_JSON + " where id = ?", id);
    }

    static ObjectNode createAnonymous(Connection connection) throws SQLException {
        UUID id = UUID.randomUUID();
        run(
                connection,
                "insert into auth.users (id, is_anonymous, raw_app_meta_data)"
                        + " values (?, true, '{}')",
                id);
        ObjectNode user = withId(connection, id);
        if (user == null) {
            throw new SQLException("a new user is not there");
        }
        return user;
    }

    static void signedIn(Connection connection, UUID id) throws SQLException {
        run(connection, "update auth.users set last_sign_in_at = now() where id = ?", id);
    }

    static void run(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static @Nullable ObjectNode one(Connection connection, String sql, Object... values)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? (ObjectNode) Json.parse(row.getString(1)) : null;
            }
        }
    }
}
