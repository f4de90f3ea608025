package parley.local.prove.kills;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import parley.local.prove.people.Agent;
import parley.local.prove.people.Said;
import parley.local.prove.people.Town;
import parley.local.prove.people.Wire;

/** A desk page that is available and beats; what the last beat named is what it sounds. */
final class Desk implements AutoCloseable {
    final UUID page = UUID.randomUUID();
    private final Agent agent;
    private final Figures figures;
    private volatile boolean closed;

    Desk(Agent agent, Figures figures) {
        this.agent = agent;
        this.figures = figures;
        Thread.ofVirtual().start(this::live);
    }

    private void live() {
        List<String> ringing = List.of();
        while (!closed) {
            Said said =
                    agent.rpc(
                            "desk_beat",
                            "p_instance",
                            page,
                            "p_tenant",
                            Town.TENANT,
                            "p_status",
                            "available",
                            "p_ringing",
                            ringing);
            boolean news = false;
            if (said.ok()) {
                List<String> rings = new ArrayList<>();
                said.body().path("rings").forEach(r -> rings.add(r.path("call_id").asText()));
                news = !ringing.containsAll(rings);
                ringing = rings;
            }
            // A new ring is acknowledged at once, an unheard beat is tried again soon.
            Wire.pause(news ? 20 : said.ok() ? figures.beat() : figures.beat() / 2);
        }
    }

    /** The page is gone without a word. */
    @Override
    public void close() {
        closed = true;
    }
}
