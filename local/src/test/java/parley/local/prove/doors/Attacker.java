package parley.local.prove.doors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.local.stack.Stack;
import parley.local.tokens.ProjectKeys;

/**
 * A modified client with a valid session of a tenant that has no voice. It ignores the hidden
 * button.
 */
final class Attacker implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "pk_initech_demo";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Stack stack;
    private final JsonNode session;

    Attacker(Stack stack) throws IOException, InterruptedException {
        this.stack = stack;
        this.session = post("visitor-session", null, Map.of("tenant", KEY));
        if (!session.has("token")) {
            throw new IOException("no session: " + session);
        }
    }

    private UUID sessionId() {
        return UUID.fromString(session.at("/session/id").asText());
    }

    /** Asks call-request for a call; is there one now? */
    boolean opensACallThroughTheFunction() throws IOException, InterruptedException, SQLException {
        UUID call = UUID.randomUUID();
        JsonNode answer =
                post(
                        "call-request",
                        session.get("token").asText(),
                        Map.of(
                                "call_id",
                                call,
                                "instance",
                                UUID.randomUUID(),
                                "media",
                                "audio",
                                "offer",
                                Map.of("sdp", "v=0"),
                                "page",
                                Map.of("url", "https://x.example/", "title", "x")));
        System.out.println("  call-request answered " + answer);
        return exists(call);
    }

    /**
     * Asks the database as the functions' role would if a function had forgotten to ask; is there a
     * call now?
     */
    boolean opensACallInTheDatabase() throws SQLException {
        UUID call = UUID.randomUUID();
        try (Connection functions = stack.postgres().connect("parley_functions");
                PreparedStatement open =
                        functions.prepareStatement(
                                "select parley.open_call(?, ?::uuid, ?, ?::uuid, ?, 'audio', '{\"sdp\":\"v=0\"}', '{}', 'x', null)")) {
            open.setObject(1, call);
            open.setString(2, session.get("tenant_id").asText());
            open.setObject(3, sessionId());
            open.setString(4, session.get("visitor_id").asText());
            open.setObject(5, UUID.randomUUID());
            try (ResultSet row = open.executeQuery()) {
                row.next();
                System.out.println("  open_call answered " + row.getString(1));
            }
        }
        return exists(call);
    }

    /** Joins the session's topic; is it let in? */
    boolean joinsTheChannel() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        String url =
                stack.addresses().supabase().replaceFirst("^http", "ws")
                        + "/realtime/v1/websocket?vsn=2.0.0&apikey="
                        + ProjectKeys.LOCAL.anonToken();
        WebSocket socket =
                http.newWebSocketBuilder().buildAsync(URI.create(url), new Ear(heard)).join();
        String join =
                """
                ["1","1","realtime:chat_session_%s:call","phx_join",{"config":{"broadcast":{"ack":false,"self":false},"presence":{"key":"","enabled":false},"postgres_changes":[],"private":true},"access_token":"%s"}]\
                """
                        .formatted(sessionId(), session.get("token").asText());
        socket.sendText(join, true).join();
        String answer = heard.poll(20, TimeUnit.SECONDS);
        System.out.println("  the channel answered " + answer);
        socket.abort();
        if (answer == null) {
            throw new IllegalStateException("the channel did not answer");
        }
        return answer.contains("\"status\":\"ok\"");
    }

    private boolean exists(UUID call) throws SQLException {
        try (Connection admin = stack.postgres().admin();
                Statement statement = admin.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select count(*) from parley.calls where id = '" + call + "'")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    private JsonNode post(String function, @Nullable String token, Object body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(stack.addresses().function(function)))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        return JSON.readTree(
                http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
        http.close();
    }

    /** Keeps whole text messages. */
    private record Ear(BlockingQueue<String> heard) implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence data, boolean last) {
            heard.add(data.toString());
            socket.request(1);
            return null;
        }
    }
}
