package parley.local.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import parley.local.http.Json;

/** What goes wrong, and where: one {@link Fault} per border of the stack, changed while it runs. */
public final class Faults {
    /** Where something may get lost. */
    public enum Border {
        /** From the database over Realtime to a page. */
        PUSH,
        /** From a page to the database. */
        RPC,
        /** From a page to a function. */
        FUNCTIONS,
        /** From pg_net to a function. */
        WEBHOOK,
        /** From a page to the cached config. */
        CONFIG
    }

    /**
     * How bad it is; probabilities between 0 and 1.
     *
     * @param drop what is sent never arrives
     * @param loseAnswer it arrives and is done, but the sender never hears of it
     * @param duplicate it arrives twice
     * @param delay it arrives late
     * @param delayMs how late; a push up to so late, so that pushes overtake each other
     */
    public record Fault(
            double drop, double loseAnswer, double duplicate, double delay, int delayMs) {
        public static final Fault NONE = new Fault(0, 0, 0, 0);

        /** One that delays everything, where it delays at all. */
        public Fault(double drop, double loseAnswer, double duplicate, int delayMs) {
            this(drop, loseAnswer, duplicate, 1, delayMs);
        }

        static Fault of(JsonNode json) {
            return new Fault(
                    json.path("drop").asDouble(),
                    json.path("lose_answer").asDouble(),
                    json.path("duplicate").asDouble(),
                    json.path("delay").asDouble(1),
                    json.path("delay_ms").asInt());
        }

        ObjectNode json() {
            ObjectNode json = Json.object();
            json.put("drop", drop);
            json.put("lose_answer", loseAnswer);
            json.put("duplicate", duplicate);
            json.put("delay", delay);
            json.put("delay_ms", delayMs);
            return json;
        }
    }

    private final Map<Border, Fault> faults = new ConcurrentHashMap<>();
    private final Map<Border, Consumer<Fault>> watchers = new ConcurrentHashMap<>();
    private final List<LongConsumer> seeded = new CopyOnWriteArrayList<>();
    private final Random random;

    public Faults(long seed) {
        random = new Random(seed);
    }

    public Fault at(Border border) {
        return faults.getOrDefault(border, Fault.NONE);
    }

    public void set(Border border, Fault fault) {
        faults.put(border, fault);
        watchers.getOrDefault(border, _ -> {}).accept(fault);
    }

    /** For a border that has knobs of its own: told of each change. */
    public void watch(Border border, Consumer<Fault> watcher) {
        watchers.put(border, watcher);
    }

    /** For whoever throws dice of its own. */
    public void watchSeed(LongConsumer watcher) {
        seeded.add(watcher);
    }

    public void clear() {
        for (Border border : Border.values()) {
            set(border, Fault.NONE);
        }
    }

    /** Makes what is random from here on the same as after the same seed before. */
    public void seed(long seed) {
        synchronized (random) {
            random.setSeed(seed);
        }
        seeded.forEach(watcher -> watcher.accept(seed));
    }

    public boolean happens(double probability) {
        if (probability <= 0) {
            return false;
        }
        synchronized (random) {
            return random.nextDouble() < probability;
        }
    }

    /** Waits as long as the border delays. */
    public void delay(Fault fault) throws InterruptedException {
        if (fault.delayMs() > 0 && happens(fault.delay())) {
            Thread.sleep(fault.delayMs());
        }
    }

    static Border border(String name) {
        return Border.valueOf(name.toUpperCase(Locale.ROOT));
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        for (Border border : Border.values()) {
            json.set(border.name().toLowerCase(Locale.ROOT), at(border).json());
        }
        return json;
    }
}
