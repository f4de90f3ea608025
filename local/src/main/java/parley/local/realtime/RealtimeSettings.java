package parley.local.realtime;

import java.time.Clock;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the local Realtime behaves. {@link #faithful} is the real server; every wait of it can be
 * scaled at once.
 *
 * @param jwtSecret HS256 secret of the project
 * @param jwks public keys for ES256 and RS256 tokens as a JWK set in JSON, asked at each check
 * @param publishableKeys {@code sb_publishable_...} keys and the role each stands for: on the
 *     hosted platform the gateway swaps them for short tokens
 * @param tenant first label of the Host header that is served; null serves every host
 * @param limits the project's limits at the start
 * @param scale every timer of the server is multiplied by this; 1 is real
 * @param clock what token expiry is measured by; in seconds since 1970
 * @param replicationBackoff milliseconds to wait before the broken replication connection is built
 *     again, from the previous wait (0 at first); scaled like every wait
 * @param gatewayCors answers CORS preflights and adds the headers, as the hosted gateway does; the
 *     bare server knows no CORS
 */
public record RealtimeSettings(
        String jwtSecret,
        Supplier<String> jwks,
        Map<String, String> publishableKeys,
        @Nullable String tenant,
        Limits limits,
        double scale,
        Clock clock,
        LongUnaryOperator replicationBackoff,
        boolean gatewayCors) {

    /** The real server's waits and limits, behind the hosted platform's gateway. */
    public static RealtimeSettings faithful(String jwtSecret) {
        return new RealtimeSettings(
                jwtSecret,
                () -> "{\"keys\":[]}",
                Map.of(),
                null,
                Limits.defaults(),
                1,
                Clock.systemUTC(),
                Delays::nextReplicationWait,
                true);
    }

    /**
     * Every wait times {@code factor}; limits keep their numbers, the time they count in shrinks.
     */
    public RealtimeSettings scaled(double factor) {
        return new RealtimeSettings(
                jwtSecret,
                jwks,
                publishableKeys,
                tenant,
                limits,
                scale * factor,
                clock,
                replicationBackoff,
                gatewayCors);
    }

    public RealtimeSettings withJwks(Supplier<String> keys) {
        return new RealtimeSettings(
                jwtSecret,
                keys,
                publishableKeys,
                tenant,
                limits,
                scale,
                clock,
                replicationBackoff,
                gatewayCors);
    }

    public RealtimeSettings withPublishableKeys(Map<String, String> roleByKey) {
        return new RealtimeSettings(
                jwtSecret,
                jwks,
                Map.copyOf(roleByKey),
                tenant,
                limits,
                scale,
                clock,
                replicationBackoff,
                gatewayCors);
    }

    public RealtimeSettings withLimits(Limits other) {
        return new RealtimeSettings(
                jwtSecret,
                jwks,
                publishableKeys,
                tenant,
                other,
                scale,
                clock,
                replicationBackoff,
                gatewayCors);
    }

    /** The server as it stands behind no gateway: one tenant by host name, no CORS. */
    public RealtimeSettings withoutGateway(@Nullable String onlyTenant) {
        return new RealtimeSettings(
                jwtSecret,
                jwks,
                publishableKeys,
                onlyTenant,
                limits,
                scale,
                clock,
                replicationBackoff,
                false);
    }

    public RealtimeSettings withClock(Clock other) {
        return new RealtimeSettings(
                jwtSecret,
                jwks,
                publishableKeys,
                tenant,
                limits,
                scale,
                other,
                replicationBackoff,
                gatewayCors);
    }

    public RealtimeSettings withReplicationBackoff(LongUnaryOperator backoff) {
        return new RealtimeSettings(
                jwtSecret,
                jwks,
                publishableKeys,
                tenant,
                limits,
                scale,
                clock,
                backoff,
                gatewayCors);
    }
}
