package parley.local.prove.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.local.prove.people.Agent;
import parley.local.prove.people.Said;
import parley.local.prove.people.Visitor;
import parley.local.prove.people.Wire;

/** Makes one call of a kind by the real doors, and notes down what it did, by its own clock. */
final class Script {
    private static final String[] PATHS = {"direct", "server-reflexive", "relay"};

    private final UUID call = UUID.randomUUID();
    private final Pair pair;
    private final Kind kind;
    private final int number;
    private final double scale;
    private long accepted;
    private long connected;
    private @Nullable String cause;

    Script(Visitor visitor, Agent agent, Kind kind, int number, double scale) {
        this.pair = new Pair(visitor, agent, call);
        this.kind = kind;
        this.number = number;
        this.scale = scale;
    }

    Noted make() {
        String name = "visitor " + number;
        pair.request(name);
        long rings = System.nanoTime();
        Ends ends = go();
        long over = System.nanoTime();
        return new Noted(
                call,
                kind,
                name,
                accepted == 0 ? null : pair.agent.name(),
                ends.reason,
                ends.by,
                connected == 0 ? null : PATHS[number % PATHS.length],
                cause,
                ((accepted == 0 ? over : accepted) - rings) / 1e9,
                connected == 0 ? 0 : (over - connected) / 1e9);
    }

    private record Ends(String reason, String by) {}

    private Ends go() {
        return switch (kind) {
            case TALKED_VISITOR_HANGS_UP -> talk(true);
            case TALKED_AGENT_HANGS_UP -> talk(false);
            case RUNG_AGAIN_AND_TALKED -> {
                pair.accept(UUID.randomUUID());
                after(6.3);
                pair.ringAgain();
                yield talk(true);
            }
            case CANCELLED_WHILE_RINGING -> ended(true, "hang_up", "cancelled", "visitor");
            case CANCELLED_WHILE_CONNECTING -> {
                accept();
                yield ended(true, "hang_up", "cancelled", "visitor");
            }
            case AGENT_LEAVES_BEFORE_ANSWER -> {
                accept();
                yield ended(false, "hang_up", "hung_up", "agent");
            }
            case DECLINED_BY_EVERYBODY -> {
                var _ = pair.ring();
                pair.decline();
                yield fellDue("declined", "agent");
            }
            case NO_PATH -> {
                accept();
                pair.answer();
                cause = "ice_failed";
                yield ended(true, "no_path", "failed", "system");
            }
            case UNANSWERED -> fellDue("unanswered", "system");
            case VISITOR_GONE_WHILE_RINGING -> {
                pair.leave();
                yield fellDue("abandoned", "visitor");
            }
            case AGENT_LOST -> {
                connect();
                Wire.pause(Ledgers.SILENT_S * 1000L + 300);
                cause = "ice_failed";
                yield ended(true, "peer_silent", "peer_lost", "system");
            }
        };
    }

    private Ends talk(boolean visitorHangsUp) {
        connect();
        if (number % 5 == 0) {
            cause = "microphone_lost";
            pair.touch(false, Map.of("cause", "microphone_lost"));
        }
        Wire.pause(number % 7 * 150L);
        return ended(visitorHangsUp, "hang_up", "hung_up", visitorHangsUp ? "visitor" : "agent");
    }

    private void accept() {
        pair.accept(pair.agent.instance());
        accepted = System.nanoTime();
    }

    private void connect() {
        accept();
        pair.answer();
        Map<String, Object> report = new HashMap<>();
        report.put("connected", true);
        report.put("path", PATHS[number % PATHS.length]);
        report.put("media_heard_ms_ago", 10);
        pair.touch(true, report);
        connected = System.nanoTime();
        pair.touch(false, report);
    }

    private Ends ended(boolean asVisitor, String intent, String reason, String by) {
        pair.end(asVisitor, intent, cause);
        return new Ends(reason, by);
    }

    /** Nobody ends it: the desk beats until its beat says that it does not ring any more. */
    private Ends fellDue(String reason, String by) {
        long until = System.nanoTime() + 40_000_000_000L;
        while (System.nanoTime() < until) {
            after(3);
            Said beat = pair.ring();
            if (isGone(beat)) {
                return new Ends(reason, by);
            }
            if (kind != Kind.VISITOR_GONE_WHILE_RINGING) {
                var _ = pair.visitor.rpc("call_state", "p_call", call);
            }
        }
        throw new IllegalStateException(call + " did not end");
    }

    /** A call that this agent declined is gone for him at once; it is over when its row says so. */
    private boolean isGone(Said beat) {
        return kind == Kind.DECLINED_BY_EVERYBODY
                ? pair.visitor.rpc("call_state", "p_call", call).ended()
                : !beat.body().path("gone").isEmpty();
    }

    private void after(double seconds) {
        Wire.pause(Math.round(seconds * 1000 * scale));
    }
}
