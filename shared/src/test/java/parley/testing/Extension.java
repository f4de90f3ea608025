package parley.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.edge.Settings;

/** The Parameters-and-Secrets extension's address, answered on loopback. */
public final class Extension implements AutoCloseable {
    public final Map<String, String> secrets = new HashMap<>();
    public final List<String> asked = new ArrayList<>();
    public int status = 200;

    private final JsonMapper json = new JsonMapper();
    private final HttpServer server;

    public Extension() {
        try {
            // Jackson's first words take longer than a function waits, on a machine that does much
            // else.
            json.writeValueAsString(Map.of("Name", "", "SecretString", ""));
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.createContext("/secretsmanager/get", this::answer);
        server.start();
    }

    /** Settings that find this extension. */
    public Settings settings(Map<String, String> more) {
        var all = new HashMap<>(more);
        all.put("AWS_SESSION_TOKEN", "session-token");
        all.put(
                "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT",
                Integer.toString(server.getAddress().getPort()));
        return new Settings(all);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var query = exchange.getRequestURI().getRawQuery();
        var id = URLDecoder.decode(query.substring("secretId=".length()), StandardCharsets.UTF_8);
        asked.add(id);
        var token = exchange.getRequestHeaders().getFirst("X-Aws-Parameters-Secrets-Token");
        var secret = "session-token".equals(token) ? secrets.get(id) : null;
        var body =
                json.writeValueAsString(
                        Map.of("Name", id, "SecretString", secret == null ? "" : secret));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(secret == null ? 400 : status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
