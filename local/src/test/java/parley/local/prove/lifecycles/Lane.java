package parley.local.prove.lifecycles;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import java.util.stream.Collectors;

/**
 * Lives one life after another, each round's things done at the same moment on connections of their
 * own.
 */
final class Lane implements AutoCloseable {
    private static final int WIDTH = 3;

    /**
     * Broken or forged requests, and what a client hears who has waited for as long as its role
     * may: on a busy machine a sweep comes to nothing, and the next one goes on.
     */
    private static final Set<String> EXPECTED_STATES = Set.of("PT403", "PT400", "57014", "55P03");

    private static final Pattern END =
            Pattern.compile("\"end\": \\{\"by\": \"(\\w+)\", \"reason\": \"(\\w+)\"");

    /** Lives that are lived before what only the sweep can end is looked after. */
    static final int BATCH = 20;

    private static final int AGENTS = 3;

    // its own, so that lanes do not wait for each other
    private final Connection ledger;
    private final UUID tenant;
    private final ExecutorService hands = Executors.newFixedThreadPool(WIDTH);
    private final List<Connections> sets = new ArrayList<>();

    Lane(Server server, int number) throws SQLException {
        this.ledger = server.connect("supabase_admin");
        this.tenant = UUID.fromString("00000000-0000-4000-8000-%012d".formatted(number));
        Server.run(
                ledger,
                """
                insert into public.tenants (id, name, voice_enabled, max_open_calls) values ('%1$s', 'lane', true, 10000) on conflict do nothing;
                insert into public.tenant_agents
                  select ('00000000-0000-4000-8001-' || lpad('%2$d' || lpad(n::text, 4, '0'), 12, '0'))::uuid, '%1$s', 'agent', 'agent ' || n
                  from generate_series(0, %3$d) n on conflict do nothing
                """
                        .formatted(tenant, number, BATCH * AGENTS - 1));
        for (int i = 0; i < WIDTH; i++) {
            sets.add(new Connections(server));
        }
    }

    /** The people of each life of a batch are its own: what is still open may not be in its way. */
    private List<UUID> agents(int place) {
        List<UUID> agents = new ArrayList<>();
        for (int i = 0; i < AGENTS; i++) {
            agents.add(
                    UUID.fromString(
                            "00000000-0000-4000-8001-%08d%04d"
                                    .formatted(
                                            tenant.getLeastSignificantBits() & 0xff,
                                            place * AGENTS + i)));
        }
        return agents;
    }

    /** Lives a batch of lives to their ends; what went wrong on the way, in words. */
    List<String> live(long firstSeed, int many) throws SQLException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        Map<Life, List<String>> told = new LinkedHashMap<>();
        for (int i = 0; i < many; i++) {
            Life life = Life.of(firstSeed + i, tenant, agents(i));
            List<String> said = new ArrayList<>();
            for (List<Op> round : life.rounds()) {
                play(round, firstSeed + i, wrong, said);
            }
            leave(life);
            told.put(life, said);
        }
        sweep();
        Map<String, String> ends = ends(told.keySet());
        told.forEach((life, said) -> {
            String end = ends.getOrDefault(life.call().toString(), "nothing");
            for (String other : said) {
                if (!other.equals(end)) {
                    wrong.add("%s: somebody was told %s, and it is %s".formatted(life, other, end));
                }
            }
        });
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

    /** Everybody goes away, and what is due falls due in passing, as for any caller. */
    private void leave(Life life) throws SQLException {
        Server.run(
                ledger,
                """
                delete from parley.desks where instance in (%2$s);
                update parley.call_sides set seen_at = seen_at - interval '100 s', media_heard_at = null where call_id in %1$s;
                update parley.calls set due_at = clock_timestamp() where due_at is not null and state <> 'ended' and id in %1$s;
                select parley.expire_due('%3$s', false)
                """
                        .formatted(
                                "(select id from parley.calls where session_id = '%s')"
                                        .formatted(life.session()),
                                life.deskPages(),
                                tenant));
    }

    /** The rest only the sweep can end; then the outbox is emptied. */
    private void sweep() throws SQLException {
        String open =
                "select id from parley.calls where state <> 'ended' and tenant_id = '%s'"
                        .formatted(tenant);
        for (int i = 0; i < 20 && !Server.ask(ledger, open).isEmpty(); i++) {
            Server.run(ledger, "select parley.sweep(true)");
        }
        Server.run(ledger, "select parley.drain_outbox('lifecycles', 200, false)");
    }

    private Map<String, String> ends(Set<Life> lives) throws SQLException {
        String ids =
                lives.stream()
                        .map(life -> "'" + life.call() + "'")
                        .collect(Collectors.joining(","));
        Map<String, String> ends = new HashMap<>();
        for (String row :
                Server.ask(
                        ledger,
                        "select id || ' ' || coalesce(ended_by || ' ' || end_reason, state) from parley.calls where id in (%s)"
                                .formatted(ids))) {
            String[] words = row.split(" ", 2);
            ends.put(words[0], words[1]);
        }
        return ends;
    }

    @Override
    public void close() throws SQLException {
        hands.shutdownNow();
        ledger.close();
        for (Connections set : sets) {
            set.close();
        }
    }
}
