package parley.local.prove.kills;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import parley.local.prove.people.Agent;
import parley.local.prove.people.Said;
import parley.local.prove.people.Visitor;
import parley.local.prove.people.Wire;

/** One call and what its two pages did and were told. A page that is gone does nothing any more. */
final class Talk {
    enum Stage {
        NEW,
        RINGING,
        ACCEPTED,
        CONNECTED
    }

    final UUID id = UUID.randomUUID();
    final Visitor visitor;
    final Told told = new Told();
    volatile Agent agent;
    volatile Stage stage = Stage.NEW;
    volatile boolean visitorGone;
    volatile boolean agentGone;

    /** No later than the moment that the open call last saw the visitor's page. */
    volatile long visitorSeenAt;

    private final Figures figures;

    Talk(Visitor visitor, Agent agent, Figures figures) {
        this.visitor = visitor;
        this.agent = agent;
        this.figures = figures;
    }

    boolean over() {
        return told.end() != null;
    }

    /** One side or the other. */
    Said ask(boolean asVisitor, String rpc, Object... args) {
        long sent = System.currentTimeMillis();
        Said said = told.heard(asVisitor ? visitor.rpc(rpc, args) : agent.rpc(rpc, args));
        if (asVisitor && said.status() == 200 && !said.ended()) {
            visitorSeenAt = sent;
        }
        return said;
    }

    /** What names the call and the page that asks. */
    Said own(boolean asVisitor, String rpc, Object... more) {
        Object[] args =
                Arrays.copyOf(
                        new Object[] {"p_call", id, "p_instance", page(asVisitor)},
                        4 + more.length);
        System.arraycopy(more, 0, args, 4, more.length);
        return ask(asVisitor, rpc, args);
    }

    UUID page(boolean asVisitor) {
        return asVisitor ? visitor.instance() : agent.instance();
    }

    void place() {
        long until = System.nanoTime() + figures.patience().toNanos();
        Said said = insist(this::request);
        // The desks' leases lapse in an outage: the button is gone, and pressed when it is back.
        while (said.refused().equals("nobody_available") && System.nanoTime() < until) {
            Wire.pause(figures.poll());
            said = insist(this::request);
        }
        if (said.ok()) {
            stage = Stage.RINGING;
        } else {
            told.unlessOver("place", said);
        }
    }

    private Said request() {
        long sent = System.currentTimeMillis();
        Said said = told.heard(visitor.request(id, "Ada"));
        if (said.ok()) {
            visitorSeenAt = sent;
        }
        return said;
    }

    void accept() {
        Said said = insist(() -> own(false, "accept_call"));
        if (said.ok()) {
            stage = Stage.ACCEPTED;
        } else {
            told.unlessOver("accept", said);
        }
    }

    /** The agent's answer, the visitor's candidates, and both say that they are connected. */
    void connect() {
        signal(false, "answer", Map.of("sdp", "v=0 answer"));
        signal(true, "candidate", Map.of("candidates", List.of()));
        touch(true);
        touch(false);
    }

    void hangUp(boolean byVisitor) {
        Said said = insist(() -> end(byVisitor, "hang_up"));
        if (!said.ended()) {
            told.odd.add("hang up: " + said);
        }
    }

    Said end(boolean asVisitor, String intent) {
        Map<String, ?> report = report(asVisitor);
        return own(
                asVisitor, "end_call", "p_intent", intent, "p_report", report, "p_generation", 0);
    }

    Said touched(boolean asVisitor) {
        Said said = own(asVisitor, "touch_call", "p_generation", 0, "p_report", report(asVisitor));
        if (said.call().path("state").asText().equals("connected")) {
            stage = Stage.CONNECTED;
        }
        return said;
    }

    private void touch(boolean asVisitor) {
        told.unlessOver("touch", insist(() -> touched(asVisitor)));
    }

    private void signal(boolean asVisitor, String type, Map<String, ?> payload) {
        Object[] signal = {
            "p_generation", 0, "p_id", UUID.randomUUID(), "p_type", type, "p_payload", payload
        };
        told.unlessOver(type, insist(() -> own(asVisitor, "send_signal", signal)));
    }

    private Map<String, Object> report(boolean asVisitor) {
        boolean otherGone = asVisitor ? agentGone : visitorGone;
        return Map.of("connected", true, "media_heard_ms_ago", otherGone ? figures.survivor() : 20);
    }

    private Said insist(Supplier<Said> ask) {
        return Wire.insist(ask, figures.patience());
    }
}
