package parley.local.attacks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import parley.local.stack.People;
import parley.local.stack.Stack;
import parley.local.tokens.ProjectKeys;

/** A running stack from outside: its addresses are all that a stranger has. */
public final class Street implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public final Stack stack;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Connection admin;

    public Street(Stack stack) throws SQLException {
        this.stack = stack;
        this.admin = stack.postgres().admin();
    }

    /** Posts to a function's URL. */
    public Said function(String name, @Nullable String token, String body)
            throws IOException, InterruptedException {
        return say(
                bearer(HttpRequest.newBuilder(URI.create(stack.addresses().function(name))), token)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Posts to a function's URL as a page of that origin. */
    public Said from(String origin, String function, String body)
            throws IOException, InterruptedException {
        return say(
                HttpRequest.newBuilder(URI.create(stack.addresses().function(function)))
                        .header("content-type", "application/json")
                        .header("origin", origin)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public Said get(String url, @Nullable String token) throws IOException, InterruptedException {
        return say(bearer(HttpRequest.newBuilder(URI.create(url)), token).GET());
    }

    /** Calls a function of the database as PostgREST would let one. */
    public Said rpc(String name, @Nullable String token, String body)
            throws IOException, InterruptedException {
        String url = stack.addresses().supabase() + "/rest/v1/rpc/" + name;
        return say(
                bearer(HttpRequest.newBuilder(URI.create(url)), token)
                        .header("content-type", "application/json")
                        .header("apikey", ProjectKeys.LOCAL.publishable())
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Joins a private channel; is it let in? */
    public boolean joins(String topic, @Nullable String token) throws InterruptedException {
        try (Listener listener = listener(topic, token, true)) {
            return listener.letIn();
        }
    }

    /** Joins a channel and stays. */
    Listener listener(String topic, @Nullable String token, boolean asPrivate)
            throws InterruptedException {
        return new Listener(http, stack.addresses().supabase(), topic, token, asPrivate);
    }

    /** Speaks on a private channel by REST; what is refused there is passed over without a word. */
    public Said broadcast(String topic, @Nullable String token, String word)
            throws IOException, InterruptedException {
        String url = stack.addresses().supabase() + "/realtime/v1/api/broadcast";
        return say(
                bearer(HttpRequest.newBuilder(URI.create(url)), token)
                        .header("content-type", "application/json")
                        .header("apikey", ProjectKeys.LOCAL.publishable())
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"messages\":[{\"topic\":\"%s\",\"event\":\"signal\",\"private\":true,\"payload\":{\"word\":\"%s\"}}]}"
                                                .formatted(topic, word))));
    }

    public String agentToken(String email) throws IOException, InterruptedException {
        String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, People.PASSWORD);
        URI url = URI.create(stack.addresses().auth() + "/token?grant_type=password");
        Said said =
                say(
                        HttpRequest.newBuilder(url)
                                .header("content-type", "application/json")
                                .header("apikey", ProjectKeys.LOCAL.publishable())
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
        return said.body().path("access_token").asText();
    }

    /** What visitor-session answers to somebody new. */
    public JsonNode session(String tenantKey) throws IOException, InterruptedException {
        Said said = function("visitor-session", null, "{\"tenant\":\"" + tenantKey + "\"}");
        if (said.status() != 200) {
            throw new IOException("no session: " + said);
        }
        return said.body();
    }

    public synchronized void sql(String statements) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(statements);
        }
    }

    public synchronized String ask(String query) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    /** A digest of every row that somebody might want to change. */
    public String rows() throws SQLException {
        return rowsOf(
                "calls call_sides call_signals call_events call_rings relay_tickets relay_grants relay_months visitor_secrets callback_requests blocks outbox desks rate_buckets");
    }

    /** The same of some tables of ours, and of the sessions. */
    String rowsOf(String tables) throws SQLException {
        StringBuilder all = new StringBuilder();
        for (String table : tables.split(" ", -1)) {
            all.append(table)
                    .append(' ')
                    .append(
                            ask(
                                    "select md5(coalesce(string_agg(t::text, '|' order by t::text),"
                                            + " '')) from parley."
                                            + table
                                            + " t"))
                    .append('\n');
        }
        return all
                + ask(
                        "select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from"
                                + " public.chat_sessions t");
    }

    private static HttpRequest.Builder bearer(HttpRequest.Builder request, @Nullable String token) {
        return token == null ? request : request.header("authorization", "Bearer " + token);
    }

    private Said say(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        return new Said(
                answer.statusCode(),
                json(answer.body()),
                answer.headers().firstValue("retry-after").orElse(""));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() throws SQLException {
        http.close();
        admin.close();
    }
}
