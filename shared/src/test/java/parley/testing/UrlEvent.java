package parley.testing;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request as a function URL hands it over (payload 2.0), made of AWS's own event class. */
public final class UrlEvent {
    private static final JsonMapper AWS =
            JsonMapper.builder()
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();

    private final APIGatewayV2HTTPEvent event;

    private UrlEvent(String method, String path) {
        var http =
                RequestContext.Http.builder()
                        .withMethod(method)
                        .withPath(path)
                        .withProtocol("HTTP/1.1")
                        .withSourceIp("203.0.113.7")
                        .withUserAgent("test")
                        .build();
        event =
                APIGatewayV2HTTPEvent.builder()
                        .withVersion("2.0")
                        .withRouteKey("$default")
                        .withRawPath(path)
                        .withRawQueryString("")
                        .withHeaders(new LinkedHashMap<>(Map.of("host", "abc.lambda-url.example")))
                        .withRequestContext(
                                RequestContext.builder()
                                        .withAccountId("anonymous")
                                        .withStage("$default")
                                        .withHttp(http)
                                        .build())
                        .build();
    }

    public static UrlEvent get(String path) {
        return new UrlEvent("GET", path);
    }

    public static UrlEvent post(String body) {
        var event = new UrlEvent("POST", "/").header("content-type", "application/json");
        event.event.setBody(body);
        return event;
    }

    /** A body that is no text arrives in base64. */
    public static UrlEvent postBytes(byte[] body) {
        var event = post(Base64.getEncoder().encodeToString(body));
        event.event.setIsBase64Encoded(true);
        return event;
    }

    public UrlEvent header(String name, String value) {
        event.getHeaders().put(name, value);
        return this;
    }

    /** Sent from that address. */
    public UrlEvent from(String address) {
        event.getRequestContext().getHttp().setSourceIp(address);
        return this;
    }

    public byte[] bytes() {
        try {
            return AWS.writeValueAsString(event).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
