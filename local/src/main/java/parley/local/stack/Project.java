package parley.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import parley.local.auth.AccessTokens;
import parley.local.auth.Auth;
import parley.local.faults.Control;
import parley.local.faults.Faults;
import parley.local.faults.Faulty;
import parley.local.gateway.Gateway;
import parley.local.http.Cors;
import parley.local.http.EndpointHandler;
import parley.local.jdbc.Connections;
import parley.local.postgres.LocalPostgres;
import parley.local.realtime.Realtime;
import parley.local.realtime.RealtimeFaults;
import parley.local.realtime.RealtimeSettings;
import parley.local.rest.Rpc;
import parley.local.tokens.ProjectKeys;
import parley.local.tokens.SigningKey;
import parley.local.tokens.Tokens;

/** The Supabase project's public address: Realtime, REST and Auth over one database. */
final class Project implements AutoCloseable {
    private static final Duration FLOOD = Duration.ofSeconds(60);
    private static final int SERVICE_RESTART = 1012;
    private static final long SEED = 20_260_102;
    private static final int REST_CONNECTIONS = 20;
    private static final int AUTH_CONNECTIONS = 5;

    final Tokens tokens;
    private final Connections rest;
    private final Connections auth;
    private final AccessTokens access;
    private final Realtime realtime;
    private final SigningKey authKey;
    private volatile String jwks;
    private final Handler handler;

    Project(LocalPostgres postgres, Options options, Addresses at, Keys keys, Faults faults) {
        Clock clock = Clock.systemUTC();
        authKey = keys.auth();
        List<SigningKey> trusted = List.of(authKey, keys.issuer());
        jwks = SigningKey.jwks(trusted);
        tokens = new Tokens(ProjectKeys.LOCAL, trusted, clock);
        rest = new Connections(postgres.url("authenticator"), REST_CONNECTIONS);
        auth = Connections.looking(postgres.url("supabase_auth_admin"), AUTH_CONNECTIONS);
        access = new AccessTokens(keys.auth(), tokens, at.auth(), options.tokenSeconds(), clock);
        Gateway gateway =
                new Gateway(
                        tokens,
                        new Auth(auth, access, keys.auth()),
                        new Faulty(new Rpc(rest, tokens), faults, Faults.Border.RPC));
        realtime = realtime(postgres, options, () -> jwks);
        faults.watch(Faults.Border.PUSH, this::push);
        faults.watchSeed(seed -> realtime.faults().seed(seed));
        handler = new Handler.Sequence(realtime.handler(), new EndpointHandler(new Cors(gateway)));
    }

    /** What may befall it at once, by name. */
    Map<String, Control.Action> actions() {
        return Map.of(
                "expire-tokens", tokens::expireAll,
                "cut-sockets", this::cutSockets,
                "restart-realtime", this::restartRealtime,
                "stop-realtime", this::stopRealtime,
                "start-realtime", this::startRealtime,
                "deafen", this::deafen);
    }

    /** Every socket breaks without a farewell, and new ones are refused. */
    void stopRealtime() {
        realtime.stop();
    }

    void startRealtime() {
        realtime.start();
    }

    /** Every socket breaks without a farewell; a new one is welcome at once. */
    private void cutSockets() {
        stopRealtime();
        startRealtime();
    }

    /** As when a flood trips the limit of messages: sockets stay, nobody hears anything. */
    private void deafen() {
        realtime.faults().deafFor(FLOOD);
    }

    /** As a deploy of Realtime does: every socket is closed with 1012. */
    private void restartRealtime() {
        realtime.disconnectAll(SERVICE_RESTART);
    }

    /** As when the registered issuer's JWKS has other keys; Auth's own key stays. */
    void trustIssuers(List<SigningKey> issuers) {
        List<SigningKey> trusted = new ArrayList<>(issuers);
        trusted.add(authKey);
        tokens.trust(trusted);
        jwks = SigningKey.jwks(trusted);
    }

    /**
     * As Realtime's {@code PATCH /api/tenants/:id} and the platform's {@code PATCH …/config/auth}.
     */
    Map<String, Consumer<JsonNode>> limits() {
        return Map.of("realtime", realtime::patchTenant, "auth", access::limit);
    }

    Handler handler() {
        return handler;
    }

    private static Realtime realtime(
            LocalPostgres postgres, Options options, Supplier<String> jwks) {
        ProjectKeys project = ProjectKeys.LOCAL;
        RealtimeSettings settings =
                RealtimeSettings.faithful(project.secret())
                        .withJwks(jwks)
                        .withPublishableKeys(
                                Map.of(
                                        project.publishable(), "anon",
                                        project.secretKey(), "service_role"))
                        .scaled(options.scale());
        return new Realtime(settings, postgres.url("supabase_admin"), new RealtimeFaults(SEED));
    }

    private void push(Faults.Fault fault) {
        RealtimeFaults pushes = realtime.faults();
        pushes.clear();
        pushes.pushDrop(fault.drop());
        pushes.pushDuplicate(fault.duplicate());
        pushes.pushDelay(fault.delayMs() > 0 ? fault.delay() : 0, fault.delayMs());
    }

    @Override
    public void close() {
        realtime.close();
        rest.close();
        auth.close();
    }
}
