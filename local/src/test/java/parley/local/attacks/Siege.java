package parley.local.attacks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A product under malformed requests: most in this process, a share over HTTP to the functions and
 * the database's address. Calls run meanwhile, and all of them are ended when it is over.
 */
public final class Siege {
    private static final int SESSIONS = 20;

    private final Street street;
    private final long seed;
    private final Nonsense.Known known;

    public Siege(Street street, long seed) throws IOException, InterruptedException, SQLException {
        this.street = street;
        this.seed = seed;
        Scene scene = new Scene(street);
        scene.reset(true);
        List<String> tokens = new ArrayList<>();
        tokens.add(scene.visitor.path("token").asText());
        for (int i = 1; i < SESSIONS; i++) {
            JsonNode session = street.session("pk_globex_demo");
            tokens.add(session.path("token").asText());
        }
        this.known = new Nonsense.Known(tokens, List.of(scene.call()), List.of(Scene.TICKET, "x"));
    }

    public Barrage.Result inProcess(int lanes, int each) throws Exception {
        return new Barrage(street.stack, known, seed).run(lanes, each);
    }

    /** Functions' URLs, and the database's functions through its public address. */
    public Barrage.Result overHttp(int lanes, int each) throws Exception {
        Map<String, List<String>> routines = routines();
        String agent = street.agentToken("gina@globex.example");
        Map<Integer, Long> statuses = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Barrage.Result>> running = new ArrayList<>();
            for (int i = 0; i < lanes; i++) {
                long laneSeed = seed + 1000 + i;
                running.add(
                        all.submit(() ->
                                new Wire(street, known, routines, agent, laneSeed).run(each)));
            }
            for (Future<Barrage.Result> one : running) {
                one.get().statuses().forEach((status, n) -> statuses.merge(status, n, Long::sum));
                faults.addAll(one.get().faults());
            }
        }
        return new Barrage.Result((long) lanes * each, statuses, faults);
    }

    /** Where the functions of the stack log. */
    public Path logs() {
        return parley.local.prove.Proof.repository()
                .resolve("local/target/logs/" + street.stack.addresses().ports().web());
    }

    /** Every call ends, and the sweep forgets what it forgets each minute. */
    public void over() throws SQLException, InterruptedException {
        street.sql(
                "select parley.end_call(c, 'dropped', 'system') from parley.calls c where state <>"
                        + " 'ended'");
        street.sql("select parley.drain_outbox('test', 100000, false)");
        street.sql("update realtime.messages set inserted_at = inserted_at - interval '1 minute'");
        street.sql(
                "select parley.sweep(true), parley.settle(1000), parley.settle_relays(1000), parley.purge(1000000)");
    }

    private Map<String, List<String>> routines() throws SQLException {
        Map<String, List<String>> all = new TreeMap<>();
        String rows =
                street.ask(
                        "select string_agg(proname || ':' || coalesce(array_to_string(proargnames,"
                                + " ','), ''), ';' order by proname) from pg_proc where pronamespace ="
                                + " 'public'::regnamespace and proname like 'parley%'");
        for (String row : rows.split(";", -1)) {
            String[] parts = row.split(":", -1);
            all.put(parts[0], parts[1].isEmpty() ? List.of() : List.of(parts[1].split(",", -1)));
        }
        return all;
    }

    /** A call's id for whoever needs one. */
    UUID call() {
        return known.calls().getFirst();
    }
}
