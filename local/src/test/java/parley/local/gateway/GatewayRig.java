package parley.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.local.auth.AccessTokens;
import parley.local.auth.Auth;
import parley.local.http.Cors;
import parley.local.http.Json;
import parley.local.http.LocalServer;
import parley.local.jdbc.Connections;
import parley.local.postgres.LocalPostgres;
import parley.local.rest.Rpc;
import parley.local.tokens.ProjectKeys;
import parley.local.tokens.SigningKey;
import parley.local.tokens.Tokens;

/** A real Postgres with one user, and the gateway before it. */
final class GatewayRig implements AutoCloseable {
    static final String EMAIL = "ann@acme.example";
    static final String PASSWORD = "correct horse";

    final SigningKey authKey = SigningKey.generate();
    final SigningKey issuerKey = SigningKey.generate();
    final Tokens tokens =
            new Tokens(ProjectKeys.LOCAL, List.of(authKey, issuerKey), Clock.systemUTC());

    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalPostgres postgres;
    private final Connections rest;
    private final Connections auth;
    private final LocalServer server;

    GatewayRig() throws IOException, SQLException {
        postgres = LocalPostgres.start(LocalPostgres.Options.fresh());
        sql(
                "insert into auth.users (email, encrypted_password) values ('%s', extensions.crypt('%s', extensions.gen_salt('bf', 4)))"
                        .formatted(EMAIL, PASSWORD));
        rest = new Connections(postgres.url("authenticator"), 4);
        auth = new Connections(postgres.url("supabase_auth_admin"), 4);
        AccessTokens access =
                new AccessTokens(authKey, tokens, "http://here/auth/v1", 3600, Clock.systemUTC());
        server =
                LocalServer.start(
                        0,
                        new Cors(
                                new Gateway(
                                        tokens,
                                        new Auth(auth, access, authKey),
                                        new Rpc(rest, tokens))));
    }

    void sql(String sql) throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** An answer, its body read as JSON where it is JSON. */
    record Got(int status, HttpResponse<String> whole) {
        JsonNode json() {
            return Json.parse(whole.body());
        }

        String header(String name) {
            return whole.headers().firstValue(name).orElse("");
        }
    }

    Got post(String path, @Nullable String bearer, String body, String... headers)
            throws IOException, InterruptedException {
        return send("POST", path, bearer, body, headers);
    }

    Got send(String method, String path, @Nullable String bearer, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header("apikey", ProjectKeys.LOCAL.publishable());
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return got(request.build());
    }

    Got got(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Got(answer.statusCode(), answer);
    }

    URI at(String path) {
        return URI.create(server.url() + path);
    }

    @Override
    public void close() {
        server.close();
        rest.close();
        auth.close();
        postgres.close();
    }
}
