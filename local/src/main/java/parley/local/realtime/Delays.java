package parley.local.realtime;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Every wait of the real server, unscaled, by the name of its constant or its place there. */
final class Delays {
    /** CONNECT_ERROR_BACKOFF_MS. */
    static final Duration HANDSHAKE_REFUSAL = Duration.ofSeconds(2);

    /** CHANNEL_ERROR_BACKOFF_MS. */
    static final Duration JOIN_REFUSAL = Duration.ofSeconds(5);

    /** A tenth of the idle timeout: the server counts ten silent tenths, then one more. */
    static final Duration IDLE_TICK = Duration.ofSeconds(6);

    static final int IDLE_TICKS = 10;

    /** NO_CHANNEL_TIMEOUT_IN_MS. */
    static final Duration NO_CHANNEL = Duration.ofMinutes(10);

    static final Duration RATE_TICK = Duration.ofSeconds(5);
    static final Duration REQUEST_RATE_TICK = Duration.ofSeconds(1);
    static final Duration RATE_IDLE = Duration.ofMinutes(5);
    static final Duration TOKEN_CHECK = Duration.ofMinutes(5);
    static final Duration REPLICATION_READY_POLL = Duration.ofMillis(500);
    static final Duration REPLICATION_READY_LIMIT = Duration.ofSeconds(60);
    static final Duration PRESENCE_WINDOW = Duration.ofSeconds(30);

    /** How long the database connection outlives the last user. */
    static final Duration WITHOUT_USERS = Duration.ofMinutes(11);

    /** How long a lost database connection stays lost before it is tried again. */
    static final Duration DATABASE_RECONNECT = Duration.ofSeconds(1);

    static final Duration POOL_QUEUE = Duration.ofSeconds(5);
    static final Duration JANITOR = Duration.ofHours(4);

    private static final long REPLICATION_MIN = 5_000;
    private static final long REPLICATION_MAX = 300_000;

    private Delays() {}

    /** Random exponential back-off between 5 s and 5 min; the first wait is 5 to 15 s. */
    static long nextReplicationWait(long previous) {
        long from = Math.max(previous, REPLICATION_MIN);
        long wait = ThreadLocalRandom.current().nextLong(REPLICATION_MIN, from * 3 + 1);
        return Math.min(wait, REPLICATION_MAX);
    }
}
