package parley.edge.outbox;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import parley.edge.Settings;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * One signed call of an AWS service that speaks JSON. We call one operation of one service, so the
 * SDK's signer and HTTP client do, without the service's generated client.
 */
final class AwsCall {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String service;
    private final String target;
    private final Settings settings;

    AwsCall(String service, String target, Settings settings) {
        this.service = service;
        this.target = target;
        this.settings = settings;
    }

    String post(String json) throws IOException {
        var signed = sign(json);
        try (var http = client()) {
            var call =
                    HttpExecuteRequest.builder()
                            .request(signed.request())
                            .contentStreamProvider(signed.payload().orElseThrow())
                            .build();
            var answer = http.prepareRequest(call).call();
            int status = answer.httpResponse().statusCode();
            if (status != 200) throw new IOException(service + " answers " + status);
            try (var body = answer.responseBody().orElseThrow()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private static SdkHttpClient client() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(PATIENCE)
                .socketTimeout(PATIENCE)
                .build();
    }

    private SignedRequest sign(String json) {
        var region = settings.required("AWS_REGION");
        var endpoint =
                settings.or(
                        "AWS_ENDPOINT_URL", "https://" + service + "." + region + ".amazonaws.com");
        var request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(URI.create(endpoint))
                        .encodedPath("/")
                        .putHeader("Content-Type", "application/x-amz-json-1.1")
                        .putHeader("X-Amz-Target", target)
                        .build();
        return AwsV4HttpSigner.create()
                .sign(it ->
                        it.identity(credentials())
                                .request(request)
                                .payload(ContentStreamProvider.fromUtf8String(json))
                                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    }

    /** The role of this function, as Lambda hands it over. */
    private AwsCredentialsIdentity credentials() {
        var key = settings.required("AWS_ACCESS_KEY_ID");
        var secret = settings.required("AWS_SECRET_ACCESS_KEY");
        var session = settings.optional("AWS_SESSION_TOKEN");
        return session == null
                ? AwsCredentialsIdentity.create(key, secret)
                : AwsSessionCredentialsIdentity.create(key, secret, session);
    }
}
