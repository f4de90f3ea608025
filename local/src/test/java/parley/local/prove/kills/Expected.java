package parley.local.prove.kills;

import java.util.Set;

/**
 * How a call may end.
 *
 * @param reasons of the state table
 * @param withinMs of the blow; 0 where the script itself ends it
 * @param orNever the call may not be there at all: nobody was told of it
 */
record Expected(Set<String> reasons, long withinMs, boolean orNever) {
    /** Ended by whoever pressed, and by nothing else. */
    static final Expected HUNG_UP = new Expected(Set.of("hung_up"), 0, false);

    /** After the blow to a client of the call. */
    static Expected after(Victim victim, Phase phase, Figures figures) {
        long one = figures.oneGone();
        return switch (victim) {
            case VISITOR ->
                    switch (phase) {
                        case IDLE -> new Expected(Set.of("abandoned"), one, true);
                        case RINGING -> new Expected(Set.of("abandoned"), one, false);
                        case CONNECTING, TALKING -> new Expected(Set.of("peer_lost"), one, false);
                        case ENDING -> new Expected(Set.of("peer_lost", "hung_up"), one, false);
                    };
            case AGENT ->
                    switch (phase) {
                        // Others ring, and when the agent was lost before the answer the call rings
                        // again.
                        case IDLE, RINGING, CONNECTING -> HUNG_UP;
                        case TALKING -> new Expected(Set.of("peer_lost"), one, false);
                        case ENDING -> new Expected(Set.of("peer_lost", "hung_up"), one, false);
                    };
            case BOTH -> both(phase, figures);
            default -> HUNG_UP;
        };
    }

    private static Expected both(Phase phase, Figures figures) {
        long bound = figures.bothGone();
        return switch (phase) {
            case IDLE -> new Expected(Set.of("abandoned"), bound, true);
            case RINGING -> new Expected(Set.of("abandoned"), bound, false);
            case CONNECTING -> new Expected(Set.of("peer_lost"), bound, false);
            case TALKING -> new Expected(Set.of("dropped"), bound, false);
            case ENDING -> new Expected(Set.of("dropped", "hung_up"), bound, false);
        };
    }
}
