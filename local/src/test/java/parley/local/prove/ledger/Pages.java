package parley.local.prove.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.local.prove.people.Agent;
import parley.local.prove.people.Said;
import parley.local.prove.people.Town;

/** The desk's list of calls, page after page to its end, as an agent reads it. */
final class Pages {
    private static final int SIZE = 37;

    private Pages() {}

    /** Every call by its id; a call that is listed twice is told. */
    static Map<UUID, JsonNode> of(Agent agent) {
        Map<UUID, JsonNode> all = new HashMap<>();
        String before = null;
        boolean more = true;
        while (more) {
            Said page = page(agent, before);
            for (JsonNode call : page.body().path("calls")) {
                before = call.path("at").asText();
                if (all.put(UUID.fromString(call.path("call_id").asText()), call) != null) {
                    throw new IllegalStateException("listed twice: " + call);
                }
            }
            more = page.body().path("more").asBoolean();
        }
        return all;
    }

    private static Said page(Agent agent, @Nullable String before) {
        Said said =
                before == null
                        ? agent.rpc("desk_history", "p_tenant", Town.TENANT, "p_limit", SIZE)
                        : agent.rpc(
                                "desk_history",
                                "p_tenant",
                                Town.TENANT,
                                "p_before",
                                before,
                                "p_limit",
                                SIZE);
        if (!said.ok()) {
            throw new IllegalStateException(String.valueOf(said));
        }
        return said;
    }
}
