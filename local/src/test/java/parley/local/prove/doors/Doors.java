package parley.local.prove.doors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import parley.local.prove.Proof;
import parley.local.stack.Options;
import parley.local.stack.Stack;

/**
 * {@code make prove ONLY=doors}: a tenant without voice is refused by the function, by the database
 * and by the channel, each alone. While one door is attacked the others stand open, so that nothing
 * but that door can refuse; then its own lock is taken out, and the same attack must get through.
 */
public final class Doors {
    private enum Door {
        FUNCTION,
        DATABASE,
        CHANNEL
    }

    private static final String OPEN_DATABASE =
            "alter table parley.calls disable trigger calls_need_entitlement";
    private static final String SHUT_DATABASE =
            "alter table parley.calls enable trigger calls_need_entitlement";

    private Doors() {}

    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        Map<Door, Boolean> locked = new EnumMap<>(Door.class);
        Map<Door, Boolean> caught = new EnumMap<>(Door.class);
        try (Stack stack = Stack.start(Options.fresh());
                Attacker attacker = ready(stack)) {
            run(stack, OPEN_DATABASE);
            System.out.println("the function alone:");
            locked.put(Door.FUNCTION, !attacker.opensACallThroughTheFunction());
            run(stack, SHUT_DATABASE);
            System.out.println("the database alone:");
            locked.put(Door.DATABASE, !attacker.opensACallInTheDatabase());
            System.out.println("the channel alone:");
            locked.put(Door.CHANNEL, !attacker.joinsTheChannel());

            System.out.println("planted: a channel policy that does not ask for entitlement:");
            plantInTheChannel(stack);
            caught.put(Door.CHANNEL, attacker.joinsTheChannel());
            System.out.println("planted: a table that does not ask for entitlement:");
            run(stack, OPEN_DATABASE);
            caught.put(Door.DATABASE, attacker.opensACallInTheDatabase());
        }
        System.out.println("planted: a function that does not ask for entitlement:");
        caught.put(Door.FUNCTION, plantedFunctionLetsIn());

        System.out.printf("%-10s %-22s %s%n", "door", "alone against attack", "planted fault");
        for (Door door : Door.values()) {
            System.out.printf(
                    "%-10s %-22s %s%n",
                    door,
                    Boolean.TRUE.equals(locked.get(door)) ? "holds" : "OPEN",
                    Boolean.TRUE.equals(caught.get(door)) ? "caught" : "NOT CAUGHT");
        }
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        new Proof(
                        "doors",
                        locked.size(),
                        locked.values().stream().filter(held -> !held).count(),
                        Door.values().length,
                        (int) caught.values().stream().filter(seen -> seen).count(),
                        0,
                        seconds)
                .report();
    }

    /** A desk of the tenant is there: "nobody available" must not do the work of "no voice". */
    private static Attacker ready(Stack stack)
            throws SQLException, IOException, InterruptedException {
        run(
                stack,
                """
                insert into parley.desks (instance, agent_id, tenant_id, status, beat_at, lease_until)
                select gen_random_uuid(), a.user_id, a.tenant_id, 'available', now(), now() + interval '1 hour'
                from public.tenant_agents a join public.tenants t on t.id = a.tenant_id where t.public_key = 'pk_initech_demo'
                """);
        return new Attacker(stack);
    }

    private static void plantInTheChannel(Stack stack) throws SQLException {
        run(
                stack,
                """
                do $plant$ declare source text := pg_get_functiondef('parley.may_read'::regproc);
                begin
                  if source not like '%parley.entitled(v.tenant_id, ''voice'')%' then raise 'may_read no longer asks parley.entitled'; end if;
                  execute replace(source, 'parley.entitled(v.tenant_id, ''voice'')', 'true');
                end $plant$
                """);
    }

    private static boolean plantedFunctionLetsIn() throws Exception {
        Options options = Options.fresh();
        Path copy = Files.createTempDirectory("parley-planted");
        try {
            PlantedFunction.plant(options.root(), copy);
            Options planted = new Options(copy, options.ports(), null, 1, Map.of(), 3600, true);
            try (Stack stack = Stack.start(planted);
                    Attacker attacker = ready(stack)) {
                run(stack, OPEN_DATABASE);
                return attacker.opensACallThroughTheFunction();
            }
        } finally {
            delete(copy);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void run(Stack stack, String sql) throws SQLException {
        try (Connection admin = stack.postgres().admin();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }
}
