package parley.edge.aws;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import parley.core.Malformed;
import parley.edge.Settings;
import parley.edge.json.Doc;
import parley.edge.json.Json;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * One operation of an AWS service that speaks JSON 1.1, by the role of this function. We call one
 * operation of each, so the SDK's signer and HTTP client do, without the service's generated
 * client.
 */
public final class AwsCall {
    /** The services we ask. Their names are those of the SDKs' {@code AWS_ENDPOINT_URL_…}. */
    public enum Service {
        EVENTBRIDGE("events"),
        SECRETS_MANAGER("secretsmanager");

        private final String host;

        Service(String host) {
            this.host = host;
        }
    }

    private final Service service;
    private final String target;
    private final Settings settings;
    private final Role role;

    /**
     * Asks nothing yet.
     *
     * @param target the operation, as the header {@code X-Amz-Target} has it
     */
    public AwsCall(Service service, String target, Settings settings, Clock clock) {
        this.service = service;
        this.target = target;
        this.settings = settings;
        this.role = new Role(settings, clock);
    }

    /**
     * Asks, and returns the answer.
     *
     * @throws IOException when there is no answer, or one that is not 200: then with the name that
     *     AWS gives the error
     */
    public Doc post(String json) throws IOException {
        var signed = sign(json);
        var call =
                HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(signed.payload().orElseThrow())
                        .build();
        var answer = Http.CLIENT.prepareRequest(call).call();
        int status = answer.httpResponse().statusCode();
        try (var body = answer.responseBody().orElseThrow()) {
            var doc = Json.parse(body.readAllBytes());
            if (status == 200) return doc;
            throw new IOException(service.host + " answers " + status + " " + kind(doc));
        } catch (Malformed e) {
            throw new IOException(service.host + " answers " + status + ", which is no JSON", e);
        }
    }

    /** Errors are named as in {@code com.amazonaws.secretsmanager#AccessDeniedException}. */
    private static String kind(Doc error) {
        var type = error.text("__type");
        return type == null ? "" : type.replaceAll(".*#", "").replaceAll("\\W", "");
    }

    private SignedRequest sign(String json) throws IOException {
        var region = settings.required("AWS_REGION");
        var request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(URI.create(endpoint(region)))
                        .encodedPath("/")
                        // A connection that is kept would be found dead after a freeze.
                        .putHeader("Connection", "close")
                        .putHeader("Content-Type", "application/x-amz-json-1.1")
                        .putHeader("X-Amz-Target", target)
                        .build();
        var identity = role.credentials();
        return AwsV4HttpSigner.create()
                .sign(it ->
                        it.identity(identity)
                                .request(request)
                                .payload(ContentStreamProvider.fromUtf8String(json))
                                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service.host)
                                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    }

    private String endpoint(String region) {
        var common =
                settings.or(
                        "AWS_ENDPOINT_URL",
                        "https://" + service.host + "." + region + ".amazonaws.com");
        return settings.or("AWS_ENDPOINT_URL_" + service.name(), common);
    }

    /**
     * One for all, made while a function rehearses: making it reads every authority that Java
     * trusts.
     */
    private static final class Http {
        static final Duration PATIENCE = Duration.ofSeconds(2);
        static final SdkHttpClient CLIENT =
                UrlConnectionHttpClient.builder()
                        .connectionTimeout(PATIENCE)
                        .socketTimeout(PATIENCE)
                        .build();
    }
}
