package parley.local.attacks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import parley.testing.UrlEvent;

/**
 * Requests that nobody of ours would send, out of ones that somebody would; a seed repeats them.
 */
public final class Nonsense {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What an attacker who was let in honestly may have seen. */
    public record Known(List<String> tokens, List<UUID> calls, List<String> tickets) {
        public Known {
            tokens = List.copyOf(tokens);
            calls = List.copyOf(calls);
            tickets = List.copyOf(tickets);
        }

        public static Known nothing() {
            return new Known(List.of("none"), List.of(UUID.randomUUID()), List.of("none"));
        }
    }

    /**
     * One request.
     *
     * @param function whose URL it goes to
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, only carried
    public record Shot(
            String function,
            String method,
            String path,
            Map<String, String> headers,
            byte[] body) {}

    private final Random random;
    private final Twist twist;
    private final Known known;

    public Nonsense(long seed, Known known) {
        this.random = new Random(seed);
        this.twist = new Twist(random);
        this.known = known;
    }

    public Shot shot() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        String function =
                twist.one(
                        "call-request",
                        "visitor-session",
                        "turn-token",
                        "call-outcome",
                        "widget-config");
        boolean withToken = random.nextInt(4) == 0;
        if (function.equals("call-request")) {
            String token = twist.one(known.tokens());
            headers.put("authorization", "Bearer " + (withToken ? token : twist.token(token)));
        } else if (function.equals("call-outcome")) {
            headers.put("webhook-id", twist.maybeNasty("evt_1"));
            headers.put(
                    "webhook-timestamp", twist.maybeNasty("" + System.currentTimeMillis() / 1000));
            headers.put("webhook-signature", twist.maybeNasty("v1,AAAA"));
        }
        twist.headers(headers);
        boolean get = function.equals("widget-config");
        String method =
                random.nextInt(30) == 0
                        ? twist.one("GET", "POST", "PUT", "DELETE", "HEAD", "", "x", "OPTIONS")
                        : get ? "GET" : "POST";
        String path = get ? "/config/" + twist.maybeNasty("pk_globex_demo") : "/";
        byte[] body = get && random.nextInt(4) > 0 ? new byte[0] : twist.body(body(function));
        return new Shot(function, method, path, headers, body);
    }

    /** The same as a function URL's event; one in eight is broken as an event too. */
    public byte[] event(Shot shot) {
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "2.0").put("rawPath", shot.path()).put("rawQueryString", "");
        ObjectNode headers = event.putObject("headers");
        shot.headers().forEach(headers::put);
        event.putObject("requestContext")
                .putObject("http")
                .put("method", shot.method())
                .put("sourceIp", twist.address());
        boolean text = random.nextInt(3) > 0;
        event.put(
                "body",
                text
                        ? new String(shot.body(), StandardCharsets.UTF_8)
                        : Base64.getEncoder().encodeToString(shot.body()));
        event.put("isBase64Encoded", !text);
        if (random.nextInt(8) > 0) {
            return event.toString().getBytes(StandardCharsets.UTF_8);
        }
        return random.nextBoolean()
                ? twist.tree(event).toString().getBytes(StandardCharsets.UTF_8)
                : twist.bytes(event.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Arguments of a function of the database. */
    public byte[] arguments(List<String> names) {
        ObjectNode all = JSON.createObjectNode();
        for (String name : names) {
            if (random.nextInt(10) > 0) {
                all.set(name, twist.argument(name, twist.one(known.calls())));
            }
        }
        return random.nextInt(4) > 0
                ? all.toString().getBytes(StandardCharsets.UTF_8)
                : twist.body(all);
    }

    /** Somebody new who asks for more than he is. */
    UrlEvent claiming(Random how) {
        ObjectNode ask = JSON.createObjectNode().put("tenant", "pk_globex_demo");
        for (String claim :
                "role iss sub aud exp iat tenant_id chat_session_id visitor_id claims name token kid"
                        .split(" ", -1)) {
            if (how.nextInt(3) == 0) {
                ask.set(claim, twist.nasty());
            }
            if (how.nextInt(8) == 0) {
                ask.put(claim, twist.one("service_role", "authenticated", "https://evil.example"));
            }
        }
        if (how.nextInt(6) == 0) {
            ask.putObject("session")
                    .put("id", UUID.randomUUID().toString())
                    .put("secret", "x")
                    .put("role", "service_role");
        }
        UrlEvent event = UrlEvent.post(ask.toString());
        for (String header :
                List.of("x-role", "role", "x-forwarded-host", "host", "authorization")) {
            if (how.nextInt(3) == 0) {
                event.header(header, twist.one("service_role", "Bearer x.y.z", "evil.example"));
            }
        }
        return event;
    }

    private ObjectNode body(String function) {
        ObjectNode body = JSON.createObjectNode();
        switch (function) {
            case "call-request" -> {
                UUID call = random.nextInt(3) == 0 ? twist.one(known.calls()) : UUID.randomUUID();
                body.put("call_id", call.toString())
                        .put("instance", UUID.randomUUID().toString())
                        .put("media", twist.one("audio", "video"))
                        .put("name", "Ada");
                body.putObject("offer").put("sdp", twist.sdp());
                body.putObject("page").put("url", "https://x.example/").put("title", "x");
                if (random.nextInt(10) == 0) {
                    body.putObject("callback").put("name", "Ada").put("contact", "ada@x.example");
                }
            }
            case "visitor-session" -> {
                body.put("tenant", "pk_globex_demo");
                body.putObject("session")
                        .put("id", UUID.randomUUID().toString())
                        .put("secret", Twist.CANARY);
                if (random.nextInt(3) == 0) {
                    body.put("host_token", twist.token(twist.one(known.tokens())));
                }
            }
            case "turn-token" -> body.put("ticket", twist.one(known.tickets()));
            default ->
                    body.put("type", "call.ended")
                            .put("call_id", UUID.randomUUID().toString())
                            .put("tenant_id", Scene.GLOBEX)
                            .put("version", 3);
        }
        return body;
    }
}
