package parley.local.prove.kills;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import parley.local.prove.people.Town;

/** Twenty calls brought to a phase, a blow, and all of them brought to their ends. */
final class Round {
    static final int CALLS = 20;
    private static final int SPREAD_MS = 40;

    private final Town town;
    private final Figures figures;
    private final Random random;
    private final List<Talk> talks = new ArrayList<>();

    Round(Town town, Figures figures, long seed) {
        this.town = town;
        this.figures = figures;
        this.random = new Random(seed);
        for (int i = 0; i < CALLS; i++) {
            talks.add(new Talk(town.visitors.get(i), town.agents.get(i), figures));
        }
    }

    /** A shared part dies: every call is healthy and must come through. */
    Verdict shared(Victim victim, Phase phase, long awayMs) throws Exception {
        Blow blow = new Blow(town, victim, phase);
        try (var _ = new Pulse(figures, talks)) {
            reach(phase);
            CompletableFuture<Void> onTheWay = meanwhile(phase);
            Thread.sleep(random.nextInt(SPREAD_MS));
            if (awayMs > 0) {
                blow.fall(awayMs, random);
            } else {
                blow.fall(random);
            }
            onTheWay.get();
            each(talks, Course::finish);
        }
        return verdict(_ -> Expected.HUNG_UP, 0);
    }

    /** Pages of half the calls die in one moment; the other half must not notice. */
    Verdict clients(Victim victim, Phase phase, Desks desks) throws Exception {
        boolean desksOnly =
                victim == Victim.AGENT && (phase == Phase.IDLE || phase == Phase.RINGING);
        List<Talk> struck = desksOnly ? List.of() : talks.subList(0, CALLS / 2);
        long blowAt;
        try (var _ = new Pulse(figures, talks)) {
            reach(phase);
            CompletableFuture<Void> onTheWay = meanwhile(phase);
            blowAt = System.currentTimeMillis();
            for (Talk talk : struck) {
                talk.visitorGone = victim != Victim.AGENT;
                talk.agentGone = victim != Victim.VISITOR;
            }
            if (desksOnly) {
                desks.killMost();
            }
            onTheWay.get();
            boolean rescued = victim == Victim.AGENT && phase == Phase.CONNECTING;
            if (rescued) {
                each(struck, this::rescue);
            }
            each(rescued ? talks : talks.subList(struck.size(), CALLS), Course::finish);
            await(struck, victim == Victim.BOTH ? figures.bothGone() : figures.oneGone());
        }
        return verdict(
                talk ->
                        struck.contains(talk)
                                ? Expected.after(victim, phase, figures)
                                : Expected.HUNG_UP,
                blowAt);
    }

    private void reach(Phase phase) throws InterruptedException, ExecutionException {
        if (phase != Phase.IDLE) {
            each(talks, talk -> Course.reach(talk, phase));
        }
    }

    /** What is being pressed while the blow falls. */
    private CompletableFuture<Void> meanwhile(Phase phase) {
        return CompletableFuture.runAsync(() -> {
            try {
                switch (phase) {
                    case IDLE -> each(talks, Talk::place);
                    case ENDING -> each(talks, Course::press);
                    default -> {}
                }
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void rescue(Talk talk) {
        Course.rescue(talk, town.agents.get(CALLS + talks.indexOf(talk)), figures);
    }

    private void await(List<Talk> struck, long withinMs) throws Exception {
        long until = System.nanoTime() + (withinMs + 2000) * 1_000_000;
        while (System.nanoTime() < until
                && Rows.of(town.books, talks).values().stream().anyMatch(row -> !row.ended())
                && !struck.isEmpty()) {
            Thread.sleep(100);
        }
    }

    private Verdict verdict(java.util.function.Function<Talk, Expected> expected, long blowAt)
            throws Exception {
        return Verdict.of(town.books, figures, talks, expected, blowAt);
    }

    private static void each(List<Talk> talks, java.util.function.Consumer<Talk> act)
            throws InterruptedException, ExecutionException {
        Town.all(
                talks.size(),
                i -> {
                    act.accept(talks.get(i));
                    return i;
                });
    }
}
