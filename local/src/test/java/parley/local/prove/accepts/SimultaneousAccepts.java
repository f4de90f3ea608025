package parley.local.prove.accepts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import parley.local.postgres.LocalPostgres;
import parley.local.postgres.Migrations;
import parley.local.prove.Proof;

/**
 * {@code make prove ONLY=simultaneous-accepts}: each call has one winner, every loser is told his
 * name, and the median loser hears it within 300 ms. Environment: CALLS (100), SEED.
 */
public final class SimultaneousAccepts {
    private static final int AGENTS = 200;
    private static final long MEDIAN_AT_MOST_MS = 300;
    private static final String TENANT = "acae0000-0000-4000-8000-000000000001";

    private SimultaneousAccepts() {}

    /** What one agent was told, and when after the moment of pressing. */
    private record Told(int agent, boolean won, String by, long micros) {}

    public static void main(String[] args) throws Exception {
        int calls = Integer.parseInt(System.getenv().getOrDefault("CALLS", "100"));
        long seed = Long.parseLong(System.getenv().getOrDefault("SEED", "1"));
        long start = System.nanoTime();
        try (LocalPostgres postgres = LocalPostgres.start(LocalPostgres.Options.fresh());
                Connection admin = postgres.admin();
                ExecutorService hands = Executors.newFixedThreadPool(AGENTS)) {
            prepare(postgres, admin);
            List<Connection> gateways = new ArrayList<>();
            for (int i = 0; i < AGENTS; i++) {
                Connection gateway = postgres.connect("authenticator");
                gateway.setAutoCommit(false);
                gateways.add(gateway);
            }
            List<Long> losers = new ArrayList<>();
            int failed = 0;
            Random random = new Random(seed);
            for (int i = 0; i < calls; i++) {
                UUID call = new UUID(random.nextLong(), random.nextLong());
                run(
                        admin,
                        "select parley.open_session('%1$s','%2$s','%2$s',null,null), parley.open_call('%2$s','%1$s','%2$s','%2$s','%2$s','audio','{\"sdp\":\"o\"}','{}',null,null)"
                                .formatted(TENANT, call));
                List<Told> told = press(hands, gateways, call);
                List<Told> winners = told.stream().filter(Told::won).toList();
                boolean right =
                        winners.size() == 1
                                && told.stream()
                                        .filter(t -> !t.won())
                                        .allMatch(t ->
                                                t.by().equals(
                                                                "agent "
                                                                        + winners.getFirst()
                                                                                .agent()))
                                && "1"
                                        .equals(
                                                one(
                                                        admin,
                                                        "select count(*) from parley.call_events where was = 'ringing' and state = 'accepted' and call_id = '"
                                                                + call
                                                                + "'"));
                failed += right ? 0 : 1;
                told.stream().filter(t -> !t.won()).forEach(t -> losers.add(t.micros()));
                run(
                        admin,
                        "select parley.end_call(c, 'dropped', 'system') from parley.calls c where state <> 'ended'");
            }
            for (Connection gateway : gateways) {
                gateway.close();
            }
            Collections.sort(losers);
            long median = losers.get(losers.size() / 2) / 1000;
            System.out.printf(
                    "%d calls, %d simultaneous accepts each; losers told after: median %d ms, max %d ms%n",
                    calls, AGENTS, median, losers.getLast() / 1000);
            double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
            new Proof(
                            "simultaneous-accepts",
                            calls,
                            failed + (median > MEDIAN_AT_MOST_MS ? 1 : 0),
                            0,
                            0,
                            seed,
                            seconds)
                    .report();
        }
    }

    private static void prepare(LocalPostgres postgres, Connection admin) throws Exception {
        Migrations migrations = new Migrations(Proof.repository().resolve("supabase"));
        migrations.apply(postgres);
        migrations.seed(postgres);
        run(
                admin,
                "insert into public.tenant_agents select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, '%s', 'agent', 'agent ' || n from generate_series(0, %d) n"
                        .formatted(TENANT, AGENTS - 1));
    }

    private static List<Told> press(ExecutorService hands, List<Connection> gateways, UUID call)
            throws InterruptedException, ExecutionException {
        CountDownLatch ready = new CountDownLatch(AGENTS);
        CountDownLatch now = new CountDownLatch(1);
        List<Future<Told>> pressed = new ArrayList<>();
        for (int i = 0; i < AGENTS; i++) {
            int agent = i;
            pressed.add(
                    hands.submit(() -> {
                        Connection gateway = gateways.get(agent);
                        String id = "00000000-0000-4000-8000-%012d".formatted(agent);
                        ready.countDown();
                        now.await();
                        long pressedAt = System.nanoTime();
                        try (PreparedStatement who =
                                        gateway.prepareStatement(
                                                "select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ?, true)");
                                PreparedStatement accept =
                                        gateway.prepareStatement(
                                                "select a ->> 'refused', a ->> 'by' from public.parley_accept_call(?, ?::uuid) a")) {
                            who.setString(
                                    1,
                                    "{\"iss\":\"https://auth.example\",\"role\":\"authenticated\",\"sub\":\""
                                            + id
                                            + "\"}");
                            who.execute();
                            accept.setObject(1, call);
                            accept.setString(2, id);
                            try (ResultSet row = accept.executeQuery()) {
                                row.next();
                                String refused = row.getString(1);
                                String by = String.valueOf(row.getString(2));
                                gateway.commit();
                                return new Told(
                                        agent,
                                        refused == null,
                                        by,
                                        (System.nanoTime() - pressedAt) / 1000);
                            }
                        }
                    }));
        }
        ready.await();
        now.countDown();
        List<Told> told = new ArrayList<>();
        for (Future<Told> one : pressed) {
            told.add(one.get());
        }
        return told;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
