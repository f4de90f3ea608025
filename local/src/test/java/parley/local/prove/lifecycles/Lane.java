package parley.local.prove.lifecycles;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lives one life after another, each round's things done at the same moment on connections of their
 * own.
 */
final class Lane implements AutoCloseable {
    private static final int WIDTH = 3;
    private static final Set<String> EXPECTED_STATES = Set.of("PT403", "PT400");
    private static final Pattern END =
            Pattern.compile("\"end\": \\{\"by\": \"(\\w+)\", \"reason\": \"(\\w+)\"");

    // its own, so that lanes do not wait for each other
    private final Connection ledger;
    private final List<UUID> agents;
    private final ExecutorService hands = Executors.newFixedThreadPool(WIDTH);
    private final List<Connections> sets = new ArrayList<>();

    Lane(Server server, int number) throws SQLException {
        this.ledger = server.connect("supabase_admin");
        this.agents = List.of(agent(number, 0), agent(number, 1), agent(number, 2));
        for (UUID agent : agents) {
            Server.run(
                    ledger,
                    "insert into public.tenant_agents values ('%s', '%s', 'agent', 'agent %s') on conflict do nothing"
                            .formatted(agent, Server.TENANT, agent));
        }
        for (int i = 0; i < WIDTH; i++) {
            sets.add(new Connections(server));
        }
    }

    private static UUID agent(int lane, int number) {
        return UUID.fromString("00000000-0000-4000-8000-%08d%04d".formatted(lane, number));
    }

    /** Lives a life to its end; what went wrong on the way, in words. */
    List<String> live(long seed) throws SQLException, InterruptedException {
        Life life = Life.of(seed, agents);
        List<String> wrong = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (List<Op> round : life.rounds()) {
            play(round, seed, wrong, told);
        }
        finish(life);
        for (String end : told) {
            if (!List.of(end)
                    .equals(
                            Server.ask(
                                    ledger,
                                    "select ended_by || ' ' || end_reason from parley.calls where id = '"
                                            + life.call()
                                            + "'"))) {
                wrong.add("seed %d: somebody was told %s".formatted(seed, end));
            }
        }
        return wrong;
    }

    private void play(List<Op> round, long seed, List<String> wrong, List<String> told)
            throws InterruptedException {
        CyclicBarrier together = new CyclicBarrier(round.size());
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < round.size(); i++) {
            Op op = round.get(i);
            Connections set = sets.get(i);
            calls.add(() -> {
                together.await(20, TimeUnit.SECONDS);
                return set.execute(op);
            });
        }
        List<Future<String>> answers = hands.invokeAll(calls);
        for (int i = 0; i < answers.size(); i++) {
            Op op = round.get(i);
            try {
                Matcher end = END.matcher(String.valueOf(answers.get(i).get()));
                if (!op.crash() && end.find()) {
                    told.add(end.group(1) + " " + end.group(2));
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof SQLException sql
                        && EXPECTED_STATES.contains(String.valueOf(sql.getSQLState()))) {
                    continue;
                }
                wrong.add("seed %d: %s: %s".formatted(seed, op.name(), e.getCause()));
            }
        }
    }

    /** Everybody goes away, and the sweep finds what is left. */
    private void finish(Life life) throws SQLException {
        String mine =
                "(select id from parley.calls where session_id = '%s')".formatted(life.session());
        Server.run(
                ledger,
                "update parley.call_sides set seen_at = seen_at - interval '100 s', media_heard_at = null where call_id in "
                        + mine);
        Server.run(
                ledger,
                "update parley.calls set due_at = clock_timestamp() where due_at is not null and state <> 'ended' and id in "
                        + mine);
        // what is due falls due in passing, as for any caller; what only the sweep can end is left
        // to it
        Server.run(ledger, "select parley.expire_due('" + Server.TENANT + "', false)");
        for (int i = 0; i < 20; i++) {
            if (Server.ask(
                            ledger,
                            "select id from parley.calls where state <> 'ended' and id in " + mine)
                    .isEmpty()) {
                return;
            }
            Server.run(ledger, "select parley.sweep(true)");
        }
    }

    @Override
    public void close() throws SQLException {
        hands.shutdownNow();
        ledger.close();
        for (Connections set : sets) {
            set.close();
        }
    }

    /** One connection per role that things are done as. */
    private static final class Connections implements AutoCloseable {
        private final Connection gateway;
        private final Connection functions;
        private final Connection admin;

        Connections(Server server) throws SQLException {
            gateway = server.connect("authenticator");
            functions = server.connect("parley_functions");
            admin = server.connect("supabase_admin");
            for (Connection connection : List.of(gateway, functions, admin)) {
                connection.setAutoCommit(false);
            }
        }

        String execute(Op op) throws SQLException {
            Connection connection =
                    op.claims().isEmpty()
                            ? (op.role().equals("supabase_admin") ? admin : functions)
                            : gateway;
            try {
                if (!op.claims().isEmpty()) {
                    try (PreparedStatement who =
                            connection.prepareStatement(
                                    "select set_config('role', ?, true), set_config('request.jwt.claims', ?, true)")) {
                        who.setString(1, op.role());
                        who.setString(2, op.claims());
                        who.execute();
                    }
                }
                String answer = "";
                try (Statement statement = connection.createStatement()) {
                    if (statement.execute(op.sql())) {
                        ResultSet row = statement.getResultSet();
                        answer =
                                row.next()
                                        ? String.valueOf(
                                                row.getString(row.getMetaData().getColumnCount()))
                                        : "";
                    }
                }
                if (op.crash()) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
                return answer;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }

        @Override
        public void close() throws SQLException {
            gateway.close();
            functions.close();
            admin.close();
        }
    }
}
