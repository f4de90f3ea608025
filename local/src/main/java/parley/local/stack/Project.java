package parley.local.stack;

import java.time.Clock;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import parley.local.auth.AccessTokens;
import parley.local.auth.Auth;
import parley.local.faults.Faults;
import parley.local.faults.Faulty;
import parley.local.gateway.Gateway;
import parley.local.http.Cors;
import parley.local.http.EndpointHandler;
import parley.local.jdbc.Connections;
import parley.local.postgres.LocalPostgres;
import parley.local.rest.Rpc;
import parley.local.tokens.ProjectKeys;
import parley.local.tokens.Tokens;

/** The Supabase project's public address: Realtime, REST and Auth over one database. */
final class Project implements AutoCloseable {
    private static final int REST_CONNECTIONS = 20;
    private static final int AUTH_CONNECTIONS = 5;

    final Tokens tokens;
    private final Connections rest;
    private final Connections auth;
    private final Handler handler;

    Project(LocalPostgres postgres, Options options, Addresses at, Keys keys, Faults faults) {
        Clock clock = Clock.systemUTC();
        tokens = new Tokens(ProjectKeys.LOCAL, List.of(keys.auth(), keys.issuer()), clock);
        rest = new Connections(postgres.url("authenticator"), REST_CONNECTIONS);
        auth = new Connections(postgres.url("supabase_auth_admin"), AUTH_CONNECTIONS);
        AccessTokens access =
                new AccessTokens(keys.auth(), tokens, at.auth(), options.tokenSeconds(), clock);
        Gateway gateway =
                new Gateway(
                        tokens,
                        new Auth(auth, access, keys.auth()),
                        new Faulty(new Rpc(rest, tokens), faults, Faults.Border.RPC));
        handler = new EndpointHandler(new Cors(gateway));
    }

    Handler handler() {
        return handler;
    }

    @Override
    public void close() {
        rest.close();
        auth.close();
    }
}
