package parley.local.prove.kills;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import parley.local.prove.people.Town;
import parley.local.stack.Parts.Part;

/** Kills a shared part and brings it back. */
final class Blow {
    private static final int LONGEST_AWAY_MS = 600;
    private static final List<String> FUNCTIONS =
            List.of("callrequest", "callsweep", "calloutcome", "visitorsession");

    private final Town town;
    private final Victim victim;
    private final Phase phase;

    Blow(Town town, Victim victim, Phase phase) {
        this.town = town;
        this.victim = victim;
        this.phase = phase;
    }

    /** Dead now, back a moment later. */
    void fall(Random random) throws Exception {
        fall(100 + random.nextInt(LONGEST_AWAY_MS), random);
    }

    /** Returns when the part serves again. */
    void fall(long awayMs, Random random) throws Exception {
        if (victim == Victim.FUNCTION) {
            // Lambda itself starts the next one, when somebody comes.
            boolean here = random.nextBoolean();
            killFunction(here ? ofPhase() : FUNCTIONS.get(random.nextInt(FUNCTIONS.size())));
            return;
        }
        Part part = Part.valueOf(victim.name());
        town.stack.parts().kill(part);
        Thread.sleep(awayMs);
        town.stack.parts().revive(part);
    }

    private String ofPhase() {
        return switch (phase) {
            case IDLE, RINGING -> "callrequest";
            case CONNECTING -> "visitorsession";
            case TALKING -> "callsweep";
            case ENDING -> "calloutcome";
        };
    }

    private void killFunction(String name) {
        String handler = "_HANDLER=parley.functions." + name;
        try (Stream<ProcessHandle> all = ProcessHandle.current().descendants()) {
            all.filter(p -> isOfThisStack(p, handler)).forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Another stack may run beside this one: its functions know another database. */
    private boolean isOfThisStack(ProcessHandle process, String handler) {
        try {
            String environment =
                    Files.readString(
                            Path.of("/proc", String.valueOf(process.pid()), "environ"),
                            StandardCharsets.ISO_8859_1);
            return environment.contains(handler)
                    && environment.contains(town.stack.addresses().jdbc());
        } catch (IOException e) {
            return false; // it has just ended
        }
    }
}
