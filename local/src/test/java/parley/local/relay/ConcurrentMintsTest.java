package parley.local.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.local.attacks.Handlers;
import parley.local.attacks.Shared;
import parley.local.attacks.Street;
import parley.local.relay.Lines.Line;

/** Eight who ask in one moment are lent no more than one after the other would be. */
class ConcurrentMintsTest {
    private static final int AT_ONCE = 8;

    /** What a credential of five minutes of sound reserves. */
    private static final long WORST = 32_000L * 300;

    private final PrintStream console = System.out;
    private final List<Handlers> environments = new ArrayList<>();
    private final List<RequestStreamHandler> functions = new ArrayList<>();
    private Lines lines;

    /** As on Lambda: each its own environment, with a connection of its own. */
    @BeforeEach
    void eight_environments() throws Exception {
        Street street = Shared.street();
        lines = new Lines(street.stack.postgres().admin());
        lines.endAll();
        lines.sql("delete from parley.relay_grants; delete from parley.relay_months");
        System.setOut(
                new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        for (int i = 0; i < AT_ONCE; i++) {
            Handlers handlers =
                    new Handlers(street.stack)
                            .with("PARLEY_RELAY_PROVIDER", "coturn")
                            .with("PARLEY_RELAY_URLS", "turn:r.example:3478?transport=udp");
            environments.add(handlers);
            functions.add(handlers.turnToken());
            // its connection is open then, and nobody is first
            Asked.ticket(functions.getLast(), Lines.ticket());
        }
    }

    @AfterEach
    void as_before() throws Exception {
        System.setOut(console);
        environments.forEach(Handlers::close);
        plan("premium_video", "{}");
        lines.sql("update parley.settings set value = '10' where name = 'relay_ticket_uses'");
    }

    @Test
    void the_months_budget_is_never_passed() throws Exception {
        plan("premium", "{\"relay_bytes_per_month\": " + 3 * WORST + "}");
        List<Line> calls = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) calls.add(lines.accepted());
        List<String> said = all(calls.stream().map(Line::visitor).toList());
        assertThat(said).filteredOn("relay"::equals).hasSize(3);
        assertThat(said).filteredOn("month_budget_spent"::equals).hasSize(AT_ONCE - 3);
        assertThat(lines.ask("select sum(bytes) from parley.relay_months"))
                .isEqualTo(String.valueOf(3 * WORST));
    }

    @Test
    void the_calls_budget_is_never_passed_by_its_two_sides() throws Exception {
        plan("premium", "{\"relay_bytes_per_call\": " + 3 * WORST + "}");
        Line line = lines.accepted();
        List<String> tickets = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) tickets.add(i % 2 == 0 ? line.visitor() : line.agent());
        List<String> said = all(tickets);
        assertThat(said).filteredOn("relay"::equals).hasSize(3);
        assertThat(said).filteredOn("call_budget_spent"::equals).hasSize(AT_ONCE - 3);
    }

    @Test
    void a_ticket_is_good_for_so_many_credentials() throws Exception {
        lines.sql("update parley.settings set value = '3' where name = 'relay_ticket_uses'");
        Line line = lines.accepted();
        List<String> tickets = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) tickets.add(line.visitor());
        List<String> said = all(tickets);
        assertThat(said).filteredOn("relay"::equals).hasSize(3);
        assertThat(said).filteredOn("used_up"::equals).hasSize(AT_ONCE - 3);
        assertThat(lines.lent(line.call())).isEqualTo("visitor 3");
    }

    /** One ticket each, all in one moment: what each was told. */
    private List<String> all(List<String> tickets) throws Exception {
        CyclicBarrier together = new CyclicBarrier(tickets.size());
        List<Callable<String>> asks = new ArrayList<>();
        for (int i = 0; i < tickets.size(); i++) {
            RequestStreamHandler turnToken = functions.get(i);
            String ticket = tickets.get(i);
            asks.add(() -> {
                together.await();
                return Asked.ticket(turnToken, ticket).reason();
            });
        }
        List<String> said = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(tickets.size())) {
            for (Future<String> one : threads.invokeAll(asks)) said.add(one.get());
        }
        return said;
    }

    private void plan(String plan, String changes) throws Exception {
        lines.sql(
                "select parley.set_plan('%s', '%s', '%s')".formatted(Lines.GLOBEX, plan, changes));
    }
}
