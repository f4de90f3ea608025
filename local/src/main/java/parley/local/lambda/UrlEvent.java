package parley.local.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import parley.local.http.Ask;
import parley.local.http.Json;

/** A request as a function URL hands it over: payload format 2.0, {@code APIGatewayV2HTTPEvent}. */
final class UrlEvent {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /** What comes as plain text; everything else comes in base64. */
    private static final Pattern TEXT =
            Pattern.compile(
                    "(?i)\\s*(text/.*|application/([^;]*\\+)?(json|xml)|application/javascript)\\s*(;.*)?");

    private UrlEvent() {}

    static byte[] of(Ask ask) {
        ObjectNode event = Json.object();
        event.put("version", "2.0");
        event.put("routeKey", "$default");
        event.put("rawPath", ask.path());
        event.put("rawQueryString", ask.query());
        cookies(event, ask);
        ObjectNode headers = event.putObject("headers");
        ask.headers().forEach(headers::put);
        headers.remove("cookie");
        headers.put("x-forwarded-for", ask.address());
        headers.put("x-forwarded-proto", "https");
        headers.put("x-forwarded-port", "443");
        if (!ask.query().isEmpty()) {
            event.set("queryStringParameters", Json.object(ask.parameters()));
        }
        event.set("requestContext", context(ask));
        body(event, ask);
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void cookies(ObjectNode event, Ask ask) {
        String cookie = ask.header("cookie");
        if (cookie != null) {
            ArrayNode cookies = event.putArray("cookies");
            for (String one : cookie.split(";\\s*", -1)) {
                cookies.add(one);
            }
        }
    }

    private static ObjectNode context(Ask ask) {
        String host = ask.headers().getOrDefault("host", "127.0.0.1");
        Instant now = Instant.now();
        ObjectNode context = Json.object();
        context.put("accountId", "anonymous");
        context.put("apiId", "local");
        context.put("domainName", host);
        context.put("domainPrefix", "local");
        ObjectNode http = context.putObject("http");
        http.put("method", ask.method());
        http.put("path", ask.path());
        http.put("protocol", "HTTP/1.1");
        http.put("sourceIp", ask.address());
        http.put("userAgent", ask.headers().getOrDefault("user-agent", ""));
        context.put("requestId", UUID.randomUUID().toString());
        context.put("routeKey", "$default");
        context.put("stage", "$default");
        context.put("time", TIME.format(now));
        context.put("timeEpoch", now.toEpochMilli());
        return context;
    }

    private static void body(ObjectNode event, Ask ask) {
        String type = ask.headers().getOrDefault("content-type", "");
        boolean binary = ask.body().length > 0 && !TEXT.matcher(type).matches();
        if (ask.body().length > 0) {
            event.put(
                    "body",
                    binary
                            ? Base64.getEncoder().encodeToString(ask.body())
                            : new String(ask.body(), StandardCharsets.UTF_8));
        }
        event.put("isBase64Encoded", binary);
    }
}
