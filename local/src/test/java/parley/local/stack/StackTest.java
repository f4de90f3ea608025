package parley.local.stack;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.local.http.Json;
import parley.local.http.PortTaken;
import parley.local.tokens.ProjectKeys;

class StackTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void two_stacks_live_side_by_side_and_leave_no_process_behind() throws Exception {
        List<Long> before = children();
        long postmaster;
        try (Stack one = Stack.start(Options.fresh());
                Stack two = Stack.start(Options.fresh().scaled(0.1))) {
            assertThat(settled(one, "ring")).isEqualTo("45");
            assertThat(settled(two, "ring")).isEqualTo("4.5");
            serves(one);
            serves(two);
            assertThatThrownBy(() -> Stack.start(Options.fresh().on(one.addresses().ports())))
                    .isInstanceOf(PortTaken.class)
                    .hasMessageContaining("is taken");
            postmaster = postmaster(one);
        }
        assertThat(children()).isEqualTo(before);
        // Postgres is init's child by then, and counts as alive until init has looked.
        ProcessHandle.of(postmaster).ifPresent(p -> p.onExit().orTimeout(10, SECONDS).join());
    }

    @Test
    void data_outlives_a_stack_and_so_do_its_keys(@TempDir Path data) throws Exception {
        Options kept = Options.fresh().withoutFunctions().in(data);
        String refreshToken;
        String issuer;
        try (Stack first = Stack.start(kept)) {
            refreshToken = Json.parse(signIn(first).body()).path("refresh_token").asText();
            issuer = first.keys().issuer().jwks();
        }
        try (Stack second = Stack.start(kept)) {
            assertThat(second.keys().issuer().jwks()).isEqualTo(issuer);
            HttpResponse<String> renewed =
                    post(
                            second.addresses().auth() + "/token?grant_type=refresh_token",
                            "{\"refresh_token\":\"" + refreshToken + "\"}");
            assertThat(renewed.statusCode()).isEqualTo(200);
        }
    }

    private void serves(Stack stack) throws Exception {
        Addresses at = stack.addresses();
        People people = stack.people();
        assertThat(people.tenants()).extracting(People.Tenant::key).contains("pk_acme_demo");
        String config = get(at.web() + "/config/pk_acme_demo").body();
        assertThat(Json.parse(config).at("/supabase/url").asText()).isEqualTo(at.supabase());
        HttpResponse<String> session =
                post(at.function("visitor-session"), "{\"tenant\":\"pk_acme_demo\"}");
        assertThat(session.statusCode()).as(session.body()).isEqualTo(200);
        assertThat(signIn(stack).statusCode()).isEqualTo(200);
        assertThat(post(at.supabase() + "/rest/v1/rpc/parley_ping", "{}").body())
                .isEqualTo("{\"pong\": true}");
        assertThat(stack.sweep()).isTrue();
    }

    private HttpResponse<String> signIn(Stack stack) throws Exception {
        People.Agent agent = stack.people().agents().getFirst();
        return post(
                stack.addresses().auth() + "/token?grant_type=password",
                "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(agent.email(), People.PASSWORD));
    }

    private static String settled(Stack stack, String name) throws Exception {
        try (Connection connection = stack.postgres().admin();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select parley.text_of('" + name + "')")) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static long postmaster(Stack stack) throws Exception {
        try (Connection connection = stack.postgres().admin();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show data_directory")) {
            row.next();
            Path file = Path.of(row.getString(1), "postmaster.pid");
            return Long.parseLong(Files.readAllLines(file).getFirst());
        }
    }

    private static List<Long> children() {
        try (Stream<ProcessHandle> all = ProcessHandle.current().descendants()) {
            return all.filter(ProcessHandle::isAlive).map(ProcessHandle::pid).sorted().toList();
        }
    }

    private HttpResponse<String> get(String url) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String url, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .header("apikey", ProjectKeys.LOCAL.publishable())
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
