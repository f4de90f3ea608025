package parley.local.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets an {@link Endpoint} answer for Jetty. */
public final class EndpointHandler extends Handler.Abstract {
    /** Lambda's limit for a request, and enough for everything else here. */
    private static final int USUAL_LIMIT = 6 * 1024 * 1024;

    private final Endpoint endpoint;
    private final int maxBody;

    public EndpointHandler(Endpoint endpoint) {
        this(endpoint, USUAL_LIMIT);
    }

    public EndpointHandler(Endpoint endpoint, int maxBody) {
        this.endpoint = endpoint;
        this.maxBody = maxBody;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        byte[] body = body(request);
        Answer answer =
                body.length > maxBody
                        ? Answer.json(413, "{\"message\":\"Request Entity Too Large\"}")
                        : answer(request, body);
        if (answer.status() == 0) {
            request.getConnectionMetaData().getConnection().getEndPoint().close();
            callback.failed(new IOException("cut"));
            return true;
        }
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        ByteBuffer content = ByteBuffer.wrap(answer.body());
        response.write(
                true, "HEAD".equals(request.getMethod()) ? content.slice(0, 0) : content, callback);
        return true;
    }

    private Answer answer(Request request, byte[] body) throws InterruptedException {
        try {
            return endpoint.answer(ask(request, body));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            e.printStackTrace();
            return Answer.json(500, Json.object(Map.of("message", String.valueOf(e.getMessage()))));
        }
    }

    private static Ask ask(Request request, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue() == null ? "" : field.getValue();
            headers.merge(field.getName().toLowerCase(Locale.ROOT), value, (a, b) -> a + "," + b);
        }
        String query = request.getHttpURI().getQuery();
        return new Ask(
                request.getMethod(),
                request.getHttpURI().getPath(),
                query == null ? "" : query,
                headers,
                body,
                Request.getRemoteAddr(request));
    }

    private byte[] body(Request request) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            return in.readNBytes(maxBody + 1);
        }
    }
}
