package parley.local.prove.relay;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import parley.local.attacks.Handlers;
import parley.local.prove.Proof;
import parley.local.relay.Lines;
import parley.local.stack.Options;
import parley.local.stack.Stack;

/**
 * {@code make prove ONLY=relay-tickets}: 10,000 attempts to be lent a relay without a right to it,
 * against the real handler and the real Postgres: after the end, with tickets that were tampered
 * with, used up, replaced, of another call, before anybody rings, without a plan or a budget. None
 * may yield a credential. Then locks are taken out one by one, and each time some attempt must.
 */
public final class RelayTickets {
    private static final int ATTEMPTS = 10_000;

    private RelayTickets() {}

    public static void main(String[] args) throws Exception {
        long began = System.nanoTime();
        long seed = Long.getLong("seed", System.nanoTime());
        PrintStream console = System.out;
        Map<String, Integer> tried = new TreeMap<>();
        int lent;
        int caught = 0;
        try (Stack stack = Stack.start(options());
                Handlers handlers = new Handlers(stack);
                Connection admin = stack.postgres().admin()) {
            System.setOut(
                    new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            RequestStreamHandler turnToken =
                    handlers.with("PARLEY_RELAY_PROVIDER", "coturn")
                            .with("PARLEY_RELAY_URLS", "turn:r.example:3478?transport=udp")
                            .turnToken();
            Lines lines = new Lines(admin);
            Thief thief = new Thief(turnToken, lines, new Random(seed));
            lent = thief.tries(ATTEMPTS, tried);
            System.setOut(console);
            tried.forEach((kind, n) -> System.out.printf("%6d %s%n", n, kind));
            for (Plant plant : Plant.ALL) {
                boolean seen = sees(thief, lines, plant);
                System.out.println("planted: " + plant + ": " + (seen ? "caught" : "NOT CAUGHT"));
                caught += seen ? 1 : 0;
            }
        }
        int all = tried.values().stream().mapToInt(Integer::intValue).sum();
        double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
        new Proof("relay-tickets", all, lent, Plant.ALL.size(), caught, seed, seconds).report();
    }

    private static Options options() {
        return Options.fresh()
                .withoutFunctions()
                .with(Map.of("rate_relay", "1000000000", "relay_ticket_uses", "2"));
    }

    private static boolean sees(Thief thief, Lines lines, Plant plant) throws Exception {
        plant.in(lines);
        PrintStream console = System.out;
        System.setOut(
                new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return thief.tries(60, new TreeMap<>()) > 0;
        } finally {
            System.setOut(console);
            plant.out(lines);
        }
    }
}
