package parley.local.relay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Endpoint;
import parley.local.http.Json;

/**
 * Twilio's {@code POST /2010-04-01/Accounts/SID/Tokens.json}: the real answer's shapes (a ttl that
 * is text, {@code url} and {@code urls} both texts, a STUN entry without credential), and what goes
 * wrong with it.
 */
public final class TwilioTokens implements Endpoint {
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** How it answers from now on. */
    public enum Mode {
        WELL,
        TOO_MANY_REQUESTS,
        /** Once too many, then well. */
        BUSY_ONCE,
        UNAUTHORIZED,
        BROKEN,
        GARBAGE,
        /** JSON, and nothing in it that could be used. */
        EMPTY,
        SILENT
    }

    private volatile Mode mode = Mode.WELL;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    public void be(Mode wanted) {
        mode = wanted;
        asked.clear();
    }

    /** Path and form of every request since the mode was set. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Answer answer(Ask ask) throws InterruptedException {
        asked.add(ask.path() + "?" + new String(ask.body(), StandardCharsets.UTF_8));
        return switch (mode) {
            case WELL -> token();
            case TOO_MANY_REQUESTS -> error(429, 20429, "Too Many Requests");
            case BUSY_ONCE -> asked.size() == 1 ? error(429, 20429, "Too Many Requests") : token();
            case UNAUTHORIZED -> error(401, 20003, "Authenticate");
            case BROKEN -> error(500, 20500, "An internal server error has occurred");
            case GARBAGE -> Answer.text(201, "text/html", "<html>\u0000 not what was asked for");
            case EMPTY -> Answer.json(201, "{\"ice_servers\": null, \"username\": \"\"}");
            case SILENT -> {
                Thread.sleep(SILENCE);
                yield token();
            }
        };
    }

    private static Answer error(int status, int code, String message) {
        ObjectNode body = Json.object(Map.of("code", code, "message", message, "status", status));
        body.put("more_info", "https://www.twilio.com/docs/errors/" + code);
        return Answer.json(status, body);
    }

    private static Answer token() {
        String user = "dc2d2894d5a9023620c467b0e71cfa6a35457e6679785ed6ae9856fe5bdfa269";
        String password = "tE2DajzSJwnsSbc123";
        ObjectNode token = Json.object();
        token.put("account_sid", "AC00000000000000000000000000000000");
        token.put("username", user);
        token.put("password", password);
        token.put("ttl", "300");
        token.put("date_created", "Wed, 25 Nov 2026 10:00:00 +0000");
        token.put("date_updated", "Wed, 25 Nov 2026 10:00:00 +0000");
        ArrayNode servers = token.putArray("ice_servers");
        server(servers, "stun:global.stun.twilio.com:3478", null, null);
        server(servers, "turn:global.turn.twilio.com:3478?transport=udp", user, password);
        server(servers, "turn:global.turn.twilio.com:3478?transport=tcp", user, password);
        server(servers, "turn:global.turn.twilio.com:443?transport=tcp", user, password);
        return Answer.json(201, token);
    }

    private static void server(
            ArrayNode servers, String url, @Nullable String user, @Nullable String password) {
        ObjectNode server = servers.addObject().put("url", url).put("urls", url);
        if (user != null) {
            server.put("username", user).put("credential", password);
        }
    }
}
