package parley.local.prove.kills;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import parley.local.prove.people.Town;
import parley.local.stack.Options;

/** The cells that are run on one stack, and what they came to. */
final class Matrix implements AutoCloseable {
    /** Rescuers for the half of the calls whose agents die. */
    private static final int SPARE = Round.CALLS / 2;

    /** An outage that would look like everybody's silence. */
    private static final double LONG_OUTAGE_S = 120;

    final Town town;
    private final Figures figures;
    private final Desks desks;
    private final Random random;
    private final List<String> wrong = new ArrayList<>();
    private int kills;
    private int fellDue;

    Matrix(double scale, long seed) throws Exception {
        figures = new Figures(scale);
        random = new Random(seed);
        int people = Round.CALLS + SPARE;
        town = Town.open(Options.fresh().scaled(scale), Round.CALLS, people + Desks.MANY);
        desks = new Desks(town.agents.subList(people, people + Desks.MANY), figures, town.books);
    }

    /** So many kills, at least, in one cell. */
    void cell(Victim victim, Phase phase, int times) throws Exception {
        long start = System.nanoTime();
        int before = kills;
        int dueBefore = fellDue;
        List<String> here = new ArrayList<>();
        long slowest = 0;
        while (kills - before < times) {
            Verdict verdict = round(victim, phase, 0);
            here.addAll(verdict.wrong());
            slowest = Math.max(slowest, verdict.slowestMs());
        }
        System.out.printf(
                "%-8s %-10s %3d kills, scale %.1f%s%s  %.1f s%s%n",
                victim,
                phase,
                kills - before,
                figures.scale(),
                slowest > 0 ? ", open for at most " + slowest + " ms after it" : "",
                fellDue > dueBefore ? ", own deadline passed: " + (fellDue - dueBefore) : "",
                (System.nanoTime() - start) / 1e9,
                here.isEmpty() ? "" : "  WRONG: " + here.size());
        here.stream().limit(5).forEach(w -> System.out.println("    " + w));
        wrong.addAll(here);
    }

    /** Two minutes without the part, while twenty calls are talked in: nobody's silence counts. */
    void longOutage(Victim victim) throws Exception {
        Verdict verdict = round(victim, Phase.TALKING, figures.ms(LONG_OUTAGE_S));
        System.out.printf(
                "%-8s away for %d s%s%n",
                victim,
                figures.ms(LONG_OUTAGE_S) / 1000,
                verdict.wrong().isEmpty() ? "" : "  WRONG: " + verdict.wrong().size());
        verdict.wrong().stream().limit(5).forEach(w -> System.out.println("    " + w));
        wrong.addAll(verdict.wrong());
    }

    void aftermath() throws Exception {
        List<String> found = Aftermath.of(town.books, figures);
        found.forEach(w -> System.out.println("    WRONG: " + w));
        wrong.addAll(found);
    }

    int kills() {
        return kills;
    }

    List<String> wrong() {
        return wrong;
    }

    private Verdict round(Victim victim, Phase phase, long awayMs) throws Exception {
        Round round = new Round(town, figures, random.nextLong());
        Verdict verdict;
        if (victim.isClient()) {
            verdict = round.clients(victim, phase, desks);
            List<String> leases = desks.lapsed();
            wrong.addAll(leases);
            boolean ofDesks =
                    victim == Victim.AGENT && (phase == Phase.IDLE || phase == Phase.RINGING);
            kills += ofDesks ? Desks.DIE : Round.CALLS / 2;
        } else {
            verdict = round.shared(victim, phase, awayMs);
            kills++;
        }
        fellDue += verdict.fellDue();
        return verdict;
    }

    @Override
    public void close() {
        desks.close();
        town.close();
    }
}
