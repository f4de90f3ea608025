package parley.local.prove.kills;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import parley.local.prove.people.Wire;

/** What open pages do by themselves: they read the row, they touch it, and survivors say so. */
final class Pulse implements AutoCloseable {
    private static final long TICK_MS = 25;

    private final Figures figures;
    private final ExecutorService hearts = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    Pulse(Figures figures, List<Talk> talks) {
        this.figures = figures;
        for (Talk talk : talks) {
            hearts.execute(() -> beat(talk, true));
            hearts.execute(() -> beat(talk, false));
        }
    }

    private void beat(Talk talk, boolean asVisitor) {
        long last = 0;
        long aloneSince = 0;
        while (!closed && !talk.over()) {
            Wire.pause(TICK_MS);
            boolean gone = asVisitor ? talk.visitorGone : talk.agentGone;
            if (gone || !hasPart(talk, asVisitor)) {
                continue;
            }
            long now = System.nanoTime() / 1_000_000;
            boolean talking = talk.stage == Talk.Stage.CONNECTED;
            boolean alone = talking && (asVisitor ? talk.agentGone : talk.visitorGone);
            aloneSince = !alone ? 0 : aloneSince == 0 ? now : aloneSince;
            if (alone && now - aloneSince >= figures.survivor()) {
                talk.end(asVisitor, "peer_silent");
                aloneSince = now;
            } else if (now - last >= (talking ? figures.touch() : figures.poll())) {
                last = now;
                if (talking) {
                    talk.touched(asVisitor);
                } else {
                    talk.ask(asVisitor, "call_state", "p_call", talk.id);
                }
            }
        }
    }

    private static boolean hasPart(Talk talk, boolean asVisitor) {
        return asVisitor
                ? talk.stage != Talk.Stage.NEW
                : talk.stage == Talk.Stage.ACCEPTED || talk.stage == Talk.Stage.CONNECTED;
    }

    @Override
    public void close() {
        closed = true;
        hearts.shutdownNow();
    }
}
