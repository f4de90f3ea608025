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

    /** Functions that show what a call is told, and that end in each way. */
    void functions() throws SQLException {
        sql(
                """
                create function public.who(a int, b jsonb default '{}') returns jsonb language sql stable as $$
                  select jsonb_build_object('role', current_user, 'a', a, 'b', b, 'sub', auth.uid(),
                    'tenant', auth.jwt() ->> 'tenant_id', 'method', current_setting('request.method'),
                    'agent', current_setting('request.headers')::json ->> 'x-test',
                    'limit', current_setting('statement_timeout')) $$;
                create function public.nothing() returns void language sql as '';
                create function public.many() returns setof int language sql as 'select generate_series(1, 3)';
                create function public.pairs() returns table (x int, y text) language sql as $$ select 1, 'one' $$;
                create function public.writes() returns int language plpgsql volatile as $$ begin create temp table t(); return 1; end $$;
                create function public.refuses(state text) returns int language plpgsql as
                  $$ begin raise exception 'not_a_party' using errcode = state, hint = 'look', detail = 'there'; end $$;
                create function public.slow() returns int language sql as 'select 1 from pg_sleep(9)';
                create function public.theirs() returns int language sql as 'select 1';
                revoke execute on function public.theirs() from public, anon, authenticated;
                alter role anon set statement_timeout = '300ms';
                """);
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
