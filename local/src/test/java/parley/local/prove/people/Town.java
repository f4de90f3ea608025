package parley.local.prove.people;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import parley.local.stack.Options;
import parley.local.stack.People;
import parley.local.stack.Stack;

/** A running stack with as many visitors and agents of Acme as a proof needs, and its books. */
public final class Town implements AutoCloseable {
    public static final UUID TENANT = UUID.fromString("acae0000-0000-4000-8000-000000000001");
    private static final String KEY = "pk_acme_demo";

    public final Stack stack;
    public final Books books;
    public final Wire wire;
    public final List<Visitor> visitors;
    public final List<Agent> agents;

    private Town(Stack stack, int visitors, int agents)
            throws SQLException, InterruptedException, ExecutionException {
        this.stack = stack;
        this.books = new Books(stack.postgres());
        this.wire = new Wire(stack.addresses());
        // Limits are another proof's business: all of this comes from one address.
        books.run("update public.tenants set max_open_calls = 100000");
        employ(agents);
        this.agents =
                all(
                        agents,
                        i ->
                                new Agent(
                                        wire,
                                        stack.addresses(),
                                        email(i),
                                        "agent " + i,
                                        People.PASSWORD));
        this.visitors = all(visitors, _ -> new Visitor(wire, KEY));
    }

    public static Town open(Options options, int visitors, int agents) throws Exception {
        Map<String, String> settings = new HashMap<>(options.settings());
        for (String limit : List.of("rate_source", "rate_session", "rate_tenant")) {
            settings.put(limit, "1000000");
        }
        Stack stack = Stack.start(options.with(settings));
        try {
            return new Town(stack, visitors, agents);
        } catch (SQLException | InterruptedException | ExecutionException | RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Ana is available all day and takes no call: for proofs that are not about desks. */
    public Town withADesk() throws SQLException {
        books.run(
                """
                insert into parley.desks (instance, agent_id, tenant_id, status, beat_at, lease_until)
                select gen_random_uuid(), user_id, tenant_id, 'available', now(), now() + interval '1 day'
                from public.tenant_agents where display_name = 'Ana'
                """);
        return this;
    }

    /** The same thing for many at once. */
    public static <T> List<T> all(int many, java.util.function.IntFunction<T> make)
            throws InterruptedException, ExecutionException {
        try (ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> made =
                    IntStream.range(0, many)
                            .mapToObj(i -> hands.submit(() -> make.apply(i)))
                            .toList();
            List<T> done = new java.util.ArrayList<>();
            for (Future<T> one : made) {
                done.add(one.get());
            }
            return done;
        }
    }

    @Override
    public void close() {
        wire.close();
        stack.close();
    }

    private void employ(int agents) throws SQLException {
        books.run(
                """
                with people as (
                  insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data)
                  select gen_random_uuid(), 'authenticated', 'authenticated', 'agent' || n || '@town.example',
                    extensions.crypt('%s', extensions.gen_salt('bf', 4)), now(), '{}', jsonb_build_object('n', n) from generate_series(0, %d) n
                  returning id, raw_user_meta_data ->> 'n' as n)
                insert into public.tenant_agents (user_id, tenant_id, role, display_name)
                  select id, '%s', 'agent', 'agent ' || n from people
                """
                        .formatted(People.PASSWORD, agents - 1, TENANT));
    }

    private static String email(int i) {
        return "agent" + i + "@town.example";
    }
}
