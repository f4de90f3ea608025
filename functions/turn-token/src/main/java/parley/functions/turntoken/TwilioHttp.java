package parley.functions.turntoken;

import com.twilio.http.NetworkHttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import java.net.URI;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's own client with a page's patience: its half minutes and its three retries on 5xx would
 * outlast the function. The library knows one address; another one (a region's, a stand-in's) is
 * put in its place here.
 */
final class TwilioHttp extends NetworkHttpClient {
    private static final Timeout CONNECT = Timeout.ofMilliseconds(700);
    private static final Timeout SILENCE = Timeout.ofMilliseconds(1200);

    private final @Nullable String api;

    TwilioHttp(@Nullable String api) {
        super(patient());
        this.api = api;
    }

    private static HttpClientBuilder patient() {
        var connection =
                ConnectionConfig.custom().setConnectTimeout(CONNECT).setSocketTimeout(SILENCE);
        return HttpClientBuilder.create()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setDefaultConnectionConfig(connection.build())
                                .build());
    }

    /** Once: who asks decides whether to ask again. */
    @Override
    public @Nullable Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public @Nullable Response makeRequest(Request request) {
        return super.makeRequest(api == null ? request : at(api, request));
    }

    private static Request at(String api, Request request) {
        var asked = URI.create(request.constructURL().toString());
        var moved = new Request(request.getMethod(), api + asked.getRawPath());
        moved.setAuth(request.getUsername(), request.getPassword());
        moved.setContentType(request.getContentType());
        request.getPostParams()
                .forEach((name, values) -> values.forEach(it -> moved.addPostParam(name, it)));
        return moved;
    }
}
