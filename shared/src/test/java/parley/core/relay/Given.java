package parley.core.relay;

import java.util.List;
import java.util.UUID;
import parley.core.call.Media;

/**
 * A premium tenant's audio call that rings, with a fresh ticket; a test changes what it is about.
 */
final class Given {
    private Kind kind = Kind.CALL;
    private boolean open = true;
    private Media media = Media.AUDIO;
    private boolean relay = true;
    private boolean relayVideo;
    private boolean rung = true;
    private boolean probeOpen;
    private int redeemed;
    private boolean superseded;
    private int retryAfter;
    private long rate = 32_000;
    private int lifeMs = 300_000;
    private long callBytes;
    private long callBudget = 1_000_000_000;
    private long monthBytes;
    private long monthBudget = 100_000_000_000L;

    Given probe(boolean stillOpen) {
        kind = Kind.PROBE;
        probeOpen = stillOpen;
        return this;
    }

    Given open(boolean value) {
        open = value;
        return this;
    }

    Given media(Media value) {
        media = value;
        return this;
    }

    Given relay(boolean value) {
        relay = value;
        return this;
    }

    Given relayVideo(boolean value) {
        relayVideo = value;
        return this;
    }

    Given rung(boolean value) {
        rung = value;
        return this;
    }

    Given redeemed(int times) {
        redeemed = times;
        return this;
    }

    Given superseded(boolean value) {
        superseded = value;
        return this;
    }

    Given retryAfter(int seconds) {
        retryAfter = seconds;
        return this;
    }

    Given rate(long bytes) {
        rate = bytes;
        return this;
    }

    Given life(int ms) {
        lifeMs = ms;
        return this;
    }

    Given call(long budget, long charged) {
        callBudget = budget;
        callBytes = charged;
        return this;
    }

    Given month(long budget, long charged) {
        monthBudget = budget;
        monthBytes = charged;
        return this;
    }

    RelayFacts facts() {
        return new RelayFacts(
                kind,
                open,
                new UUID(0, 1),
                new UUID(0, 2),
                "visitor",
                media,
                relay,
                relayVideo,
                rung,
                probeOpen,
                redeemed,
                10,
                superseded,
                retryAfter,
                rate,
                lifeMs,
                callBytes,
                callBudget,
                monthBytes,
                monthBudget,
                80,
                List.of("stun:stun.example:3478"));
    }
}
