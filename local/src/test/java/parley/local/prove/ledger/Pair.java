package parley.local.prove.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.local.prove.people.Agent;
import parley.local.prove.people.Said;
import parley.local.prove.people.Town;
import parley.local.prove.people.Visitor;
import parley.local.prove.people.Wire;

/** A visitor and an agent, and what they can do to one call; each act must succeed. */
final class Pair {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final Visitor visitor;
    final Agent agent;
    private final UUID call;

    Pair(Visitor visitor, Agent agent, UUID call) {
        this.visitor = visitor;
        this.agent = agent;
        this.call = call;
    }

    void request(String name) {
        must(() -> visitor.request(call, name));
    }

    void accept(UUID page) {
        must(() -> agent.rpc("accept_call", "p_call", call, "p_instance", page));
    }

    void ringAgain() {
        must(() -> visitor.rpc("ring_again", "p_call", call, "p_instance", visitor.instance()));
    }

    /** The receipt; afterwards it tells whether the call still rings. */
    Said ring() {
        return must(() -> agent.beat(Town.TENANT, "available", List.of(call.toString())));
    }

    void decline() {
        must(() -> agent.rpc("decline_call", "p_call", call, "p_instance", agent.instance()));
    }

    void answer() {
        UUID once = UUID.randomUUID();
        must(() ->
                agent.rpc(
                        "send_signal",
                        "p_call",
                        call,
                        "p_instance",
                        agent.instance(),
                        "p_generation",
                        0,
                        "p_id",
                        once,
                        "p_type",
                        "answer",
                        "p_payload",
                        Map.of("sdp", "v=0 answer")));
    }

    void leave() {
        report(true, "touch_call", Map.of(), "p_leaving", true);
    }

    void touch(boolean asVisitor, Map<String, ?> report) {
        report(asVisitor, "touch_call", report, "p_generation", 0);
    }

    void end(boolean asVisitor, String intent, @Nullable String cause) {
        Map<String, ?> report = cause == null ? Map.of() : Map.of("cause", cause);
        must(() ->
                ask(
                        asVisitor,
                        "end_call",
                        "p_call",
                        call,
                        "p_instance",
                        page(asVisitor),
                        "p_intent",
                        intent,
                        "p_generation",
                        0,
                        "p_report",
                        report));
    }

    private void report(
            boolean asVisitor, String rpc, Map<String, ?> report, String also, Object is) {
        must(() ->
                ask(
                        asVisitor,
                        rpc,
                        "p_call",
                        call,
                        "p_instance",
                        page(asVisitor),
                        "p_report",
                        report,
                        also,
                        is,
                        also.equals("p_generation") ? "p_after" : "p_generation",
                        0));
    }

    private UUID page(boolean asVisitor) {
        return asVisitor ? visitor.instance() : agent.instance();
    }

    private Said ask(boolean asVisitor, String rpc, Object... args) {
        return asVisitor ? visitor.rpc(rpc, args) : agent.rpc(rpc, args);
    }

    private static Said must(Supplier<Said> ask) {
        Said said = Wire.insist(ask, PATIENCE);
        if (!said.ok()) {
            throw new IllegalStateException(String.valueOf(said));
        }
        return said;
    }
}
