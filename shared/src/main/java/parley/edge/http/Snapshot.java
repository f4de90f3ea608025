package parley.edge.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import parley.edge.Settings;
import parley.edge.json.Json;
import parley.edge.stage.Rehearsal;
import parley.edge.stage.Stage;

/**
 * The hooks around a snapshot (CRaC, as AWS Lambda SnapStart calls them). Before: the way of a
 * request is rehearsed, on a stage that is torn down again. After: what no snapshot may hold is
 * opened. Neither fails a function: an unrehearsed one is slow, and a connection that does not open
 * now is opened by the first request.
 */
final class Snapshot implements Resource {
    /** Lambda gives a restore ten seconds; whoever waits for it rather waits for his answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** Enough for the second compiler to have seen every line of the way. */
    private static final String ROUNDS = "3000";

    private final String function;
    private final Supplier<Rehearsal> rehearsal;
    private final Waking waking;

    interface Waking {
        void wake() throws Exception;
    }

    Snapshot(String function, Supplier<Rehearsal> rehearsal, Waking waking) {
        this.function = function;
        this.rehearsal = rehearsal;
        this.waking = waking;
    }

    void join() {
        Core.getGlobalContext().register(this);
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // whatever it was, the function works without
    public void beforeCheckpoint(Context<? extends Resource> context) throws InterruptedException {
        try {
            var rounds = Settings.fromEnvironment().or("PARLEY_REHEARSALS", ROUNDS);
            say("rehearsed", Stage.play(rehearsal.get(), Integer.parseInt(rounds)));
        } catch (IOException | RuntimeException e) {
            say("unrehearsed", e.getClass().getName());
        }
        tidy();
    }

    /** What was rehearsed is garbage now: it would be collected in somebody's first request. */
    private static void tidy() {
        System.gc();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) throws InterruptedException {
        Thread.ofPlatform().daemon().start(this::wake).join(PATIENCE);
    }

    @SuppressWarnings("CatchingUnchecked") // the first request tries again, and says why it failed
    private void wake() {
        try {
            waking.wake();
        } catch (Exception e) {
            say("asleep", e.getClass().getName());
        }
    }

    private void say(String what, Object value) {
        System.out.println(Json.write(Map.of("function", function, what, value)));
    }
}
