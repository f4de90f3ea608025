package parley.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.edge.Settings;

/**
 * AWS Secrets Manager, and the address that gives a function under SnapStart its role, answered on
 * loopback. Who brings a session token that was not given is nobody.
 */
public final class SecretsManager implements AutoCloseable {
    /** What {@link #asked} says where the role's credentials were asked for. */
    public static final String ROLE = "role";

    public final Map<String, String> secrets = new HashMap<>();
    public final List<String> asked = new ArrayList<>();
    public int status = 200;

    /** When the credentials that are given next end. */
    public Instant until = Instant.parse("2100-01-01T00:00:00Z");

    private final JsonMapper json = new JsonMapper();
    private final HttpServer server;

    public SecretsManager() {
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
        server.createContext("/role", this::role);
        server.createContext("/", this::secret);
        server.start();
    }

    /** Settings that find it, as Lambda gives them under SnapStart. */
    public Settings settings(Map<String, String> more) {
        var all = new HashMap<String, String>();
        all.put("AWS_REGION", "eu-central-1");
        all.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", url());
        all.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", url() + "/role");
        all.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "lambda's word");
        all.putAll(more);
        return new Settings(all);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void role(HttpExchange exchange) throws IOException {
        asked.add(ROLE);
        boolean known =
                "lambda's word".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        reply(
                exchange,
                known ? 200 : 401,
                Map.of(
                        "AccessKeyId", "ASIAROLE",
                        "SecretAccessKey", "role's secret",
                        "Token", "role's session",
                        "Expiration", until.toString()));
    }

    private void secret(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var id = json.readTree(body).path("SecretId").asText();
        asked.add(id);
        var headers = exchange.getRequestHeaders();
        boolean known =
                "role's session".equals(headers.getFirst("X-Amz-Security-Token"))
                        && "secretsmanager.GetSecretValue".equals(headers.getFirst("X-Amz-Target"))
                        && String.valueOf(headers.getFirst("Authorization"))
                                .startsWith("AWS4-HMAC-SHA256 Credential=ASIAROLE/");
        var text = secrets.get(id);
        if (!known) reply(exchange, 400, Map.of("__type", "UnrecognizedClientException"));
        else if (text == null) reply(exchange, 400, Map.of("__type", "ResourceNotFoundException"));
        else reply(exchange, status, Map.of("Name", id, "SecretString", text));
    }

    private void reply(HttpExchange exchange, int code, Map<String, String> answer)
            throws IOException {
        byte[] bytes = json.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
