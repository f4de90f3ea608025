package parley.functions.turntoken;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import parley.core.relay.RelayDecision.Reason;
import parley.functions.turntoken.Grants.Reserved;

/**
 * A provider over the network, bounded: a page waits for it, so whatever it does there is an answer
 * in time, one second try included. An answer that comes later is nobody's.
 */
final class Bounded implements Provider {
    /** Leaves half a second of the two that a page may wait for the database and the way. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final Provider provider;
    private final ProviderSecret secret;

    Bounded(Provider provider, ProviderSecret secret) {
        this.provider = provider;
        this.secret = secret;
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public Credential mint(Reserved lent, int lifeSeconds) throws ProviderTrouble {
        var task = new FutureTask<>(() -> tried(lent, lifeSeconds));
        Thread.ofVirtual().start(task);
        try {
            return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new ProviderTrouble(Reason.PROVIDER_SLOW);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProviderTrouble trouble
                    ? trouble
                    : new ProviderTrouble(Reason.PROVIDER_FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderTrouble(Reason.PROVIDER_SLOW);
        }
    }

    /** Too many requests is worth a second try a moment later, a refused secret one with a new. */
    private Credential tried(Reserved lent, int lifeSeconds)
            throws ProviderTrouble, InterruptedException {
        try {
            return provider.mint(lent, lifeSeconds);
        } catch (ProviderTrouble trouble) {
            switch (trouble.reason()) {
                case PROVIDER_BUSY -> Thread.sleep(ThreadLocalRandom.current().nextInt(100, 300));
                case PROVIDER_REFUSED -> secret.forget();
                default -> throw trouble;
            }
            return provider.mint(lent, lifeSeconds);
        }
    }
}
