package parley.local.prove.webhooks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import parley.local.prove.people.Agent;
import parley.local.prove.people.Said;
import parley.local.prove.people.Town;
import parley.local.prove.people.Visitor;
import parley.local.prove.people.Wire;

/** Many short calls, one after the other at each visitor's page; half of them are talked in. */
final class Sprint {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long NAP_MS = 200;
    private static final Map<String, Object> CONNECTED =
            Map.of("connected", true, "path", "direct");

    private final Town town;
    private final Random random;

    Sprint(Town town, long seed) {
        this.town = town;
        this.random = new Random(seed);
    }

    /** A call as the script remembers it. */
    record Ended(UUID call, String reason, String by) {}

    /**
     * At least {@code calls} calls, and on for at least so long.
     *
     * @return what each page was told of its calls' ends
     */
    List<Ended> run(int calls, Duration lasting) throws InterruptedException, ExecutionException {
        int pages = town.visitors.size();
        long until = System.nanoTime() + lasting.toNanos();
        List<Long> seeds = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            seeds.add(random.nextLong());
        }
        List<Ended> all = new ArrayList<>();
        for (List<Ended> some :
                Town.all(
                        pages,
                        i -> {
                            Random chance = new Random(seeds.get(i));
                            List<Ended> mine = new ArrayList<>();
                            while (mine.size() * pages < calls || System.nanoTime() < until) {
                                mine.add(one(town.visitors.get(i), town.agents.get(i), chance));
                                if (mine.size() * pages >= calls) {
                                    Wire.pause(NAP_MS);
                                }
                            }
                            return mine;
                        })) {
            all.addAll(some);
        }
        return all;
    }

    private static Ended one(Visitor visitor, Agent agent, Random chance) {
        UUID call = new UUID(chance.nextLong(), chance.nextLong());
        must(() -> visitor.request(call, "Ada"));
        boolean talked = chance.nextBoolean();
        if (talked) {
            must(() -> agent.rpc("accept_call", "p_call", call, "p_instance", agent.instance()));
            must(() -> visitor.rpc("touch_call", touch(call, visitor.instance())));
        }
        boolean byAgent = talked && chance.nextBoolean();
        Said said =
                must(() ->
                        byAgent
                                ? agent.rpc("end_call", end(call, agent.instance()))
                                : visitor.rpc("end_call", end(call, visitor.instance())));
        return new Ended(
                call, said.call().at("/end/reason").asText(), said.call().at("/end/by").asText());
    }

    private static Object[] touch(UUID call, UUID page) {
        return new Object[] {
            "p_call", call, "p_instance", page, "p_generation", 0, "p_report", CONNECTED
        };
    }

    private static Object[] end(UUID call, UUID page) {
        return new Object[] {"p_call", call, "p_instance", page, "p_intent", "hang_up"};
    }

    private static Said must(Supplier<Said> ask) {
        Said said = Wire.insist(ask, PATIENCE);
        if (!said.ok()) {
            throw new IllegalStateException(String.valueOf(said));
        }
        return said;
    }
}
