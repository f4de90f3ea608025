package parley.local.prove.kills;

import parley.local.prove.people.Agent;
import parley.local.prove.people.Wire;

/** How a call goes on, as far as its pages are there. */
final class Course {
    private static final int SPREAD_MS = 40;

    private Course() {}

    /** Brings a new call to a phase. */
    static void reach(Talk talk, Phase phase) {
        talk.place();
        if (phase != Phase.RINGING && talk.stage == Talk.Stage.RINGING) {
            talk.accept();
        }
        boolean talks = phase == Phase.TALKING || phase == Phase.ENDING;
        if (talks && talk.stage == Talk.Stage.ACCEPTED) {
            talk.connect();
        }
    }

    /** A page that dies may have pressed; nobody reads what it is answered. */
    static void press(Talk talk) {
        Wire.pause(Math.floorMod(talk.id.getLeastSignificantBits(), SPREAD_MS));
        boolean byVisitor = side(talk);
        boolean gone = byVisitor ? talk.visitorGone : talk.agentGone;
        if (!gone && !talk.over()) {
            talk.hangUp(byVisitor);
        }
    }

    /** From wherever the call is to its end. */
    static void finish(Talk talk) {
        if (talk.stage == Talk.Stage.NEW) {
            talk.place();
        }
        if (talk.stage == Talk.Stage.RINGING && !talk.over()) {
            talk.accept();
        }
        if (talk.stage == Talk.Stage.ACCEPTED && !talk.over()) {
            talk.connect();
        }
        if (!talk.over()) {
            talk.hangUp(side(talk));
        }
    }

    /** The visitor asks for the ring again, and somebody else answers. */
    static void rescue(Talk talk, Agent other, Figures figures) {
        Wire.pause(figures.answerWithin());
        for (int i = 0; i < 20 && !talk.over(); i++) {
            if (talk.own(true, "ring_again").ok()) {
                talk.agent = other;
                talk.stage = Talk.Stage.RINGING;
                talk.agentGone = false;
                return;
            }
            Wire.pause(100);
        }
        talk.told.odd.add("did not ring again");
    }

    private static boolean side(Talk talk) {
        return (talk.id.getMostSignificantBits() & 1) == 0;
    }
}
