package parley.local.realtime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** The door of the WebSocket. A refusal is an HTTP status that a browser cannot see, and late. */
final class Upgrade {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Project project;
    private final Request request;
    private final Response response;
    private final Callback callback;

    Upgrade(Project project, Request request, Response response, Callback callback) {
        this.project = project;
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    void run() {
        List<String> connection = request.getHeaders().getValuesList("connection");
        boolean upgrades =
                connection.stream()
                        .flatMap(value -> List.of(value.split(",", -1)).stream())
                        .anyMatch(token -> token.strip().equalsIgnoreCase("upgrade"));
        Fields query = Request.extractQueryParameters(request);
        Optional<Protocol> protocol = Protocol.named(query.getValue("vsn"));
        if (!upgrades) {
            answer(notAnUpgrade(connection));
        } else if (protocol.isEmpty()) {
            answer(Answer.of(403, ""));
        } else {
            String key = request.getHeaders().get("x-api-key");
            key = key == null ? query.getValue("apikey") : key;
            String token = key == null ? null : project.tokens.forApiKey(key);
            Optional<Answer> refusal = refusal(token);
            if (refusal.isPresent()) {
                project.timers.after(Delays.HANDSHAKE_REFUSAL, () -> answer(refusal.get()));
            } else {
                accept(protocol.get(), String.valueOf(token));
            }
        }
    }

    private static Answer notAnUpgrade(List<String> connection) {
        String tokens =
                connection.stream()
                        .map(token -> "\"" + token.toLowerCase(Locale.ROOT) + "\"")
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("");
        return Answer.of(400, "'connection' header must contain 'upgrade', got [" + tokens + "]");
    }

    private Optional<Answer> refusal(@Nullable String token) {
        Limits limits = project.limits();
        String only = project.settings.tenant();
        if (only != null && !only.equals(tenantAsked())) {
            return Optional.of(Answer.json(404, "error", "Tenant not found"));
        }
        if (limits.suspended()) {
            return Optional.of(Answer.json(403, "error", "Realtime was disabled for this tenant"));
        }
        if (token == null) {
            return Optional.of(Answer.json(401, "error", "API key is missing"));
        }
        TokenVerdict verdict = project.tokens.verify(token);
        if (!(verdict instanceof TokenVerdict.Valid)) {
            int status = verdict.statusAtUpgrade();
            return Optional.of(
                    verdict instanceof TokenVerdict.Raises
                            ? Answer.of(status, "")
                            : Answer.json(status, "error", verdict.atUpgrade()));
        }
        if (project.isFull()) {
            return Optional.of(Answer.json(429, "error", "Too many connected users"));
        }
        if (project.joins.isTripped()) {
            return Optional.of(Answer.json(429, "error", "Too many joins per second"));
        }
        return Optional.empty();
    }

    private String tenantAsked() {
        String host = Optional.ofNullable(request.getHeaders().get("host")).orElse("");
        return host.split("[.:]", 2)[0];
    }

    private void answer(Answer answer) {
        answer.write(request, response, callback);
    }

    private void accept(Protocol protocol, String token) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            String name = field.getLowerCaseName();
            if (name.startsWith("x-")) {
                headers.put(name, String.valueOf(field.getValue()));
            }
        }
        Wire wire =
                new Wire(
                        endPoint,
                        request.getComponents().getExecutor(),
                        project,
                        protocol,
                        token,
                        headers);
        request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, wire);
        response.setStatus(101);
        response.getHeaders().put("cache-control", "max-age=0, private, must-revalidate");
        response.getHeaders().put("connection", "Upgrade");
        response.getHeaders().put("upgrade", "websocket");
        response.getHeaders()
                .put(
                        "sec-websocket-accept",
                        accepted(request.getHeaders().get("sec-websocket-key")));
        response.write(true, null, callback);
    }

    private static String accepted(@Nullable String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] digest = sha1.digest((key + GUID).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
