package parley.local.web;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import parley.local.faults.Faults;
import parley.local.faults.Faulty;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Endpoint;
import parley.local.http.Json;
import parley.local.tokens.SigningKey;

/** The product's static address: pages, {@code /config/KEY}, and who our issuer is. */
public final class Web implements Endpoint {
    private final Endpoint files;
    private final ConfigCache cache;
    private final Endpoint config;
    private final String issuer;
    private final SigningKey key;

    /**
     * @param pages the folder of the built widget
     * @param widgetConfig answers {@code /KEY} with the config of a tenant
     * @param issuer this server's own address
     * @param key our issuer's key
     */
    public Web(Path pages, Endpoint widgetConfig, String issuer, SigningKey key, Faults faults) {
        this.files = new StaticFiles(pages);
        this.cache = new ConfigCache(widgetConfig, Clock.systemUTC());
        this.config = new Faulty(cache, faults, Faults.Border.CONFIG);
        this.issuer = issuer;
        this.key = key;
    }

    /** Forgets every cached config. */
    public void clearCache() {
        cache.clear();
    }

    @Override
    public Answer answer(Ask ask) throws Exception {
        String path = ask.path();
        if (path.startsWith("/config/")) {
            Answer answer = config.answer(ask.at(path.substring("/config".length())));
            return answer.status() == 0 ? answer : open(answer);
        }
        return switch (path) {
            case "/.well-known/jwks.json" -> open(Answer.json(200, key.jwks()));
            case "/.well-known/openid-configuration" -> open(Answer.json(200, discovery()));
            default -> files.answer(ask);
        };
    }

    private String discovery() {
        return Json.object(
                        Map.of(
                                "issuer", issuer,
                                "jwks_uri", issuer + "/.well-known/jwks.json",
                                "response_types_supported", List.of("token"),
                                "subject_types_supported", List.of("public"),
                                "id_token_signing_alg_values_supported", List.of("ES256")))
                .toString();
    }

    private static Answer open(Answer answer) {
        return answer.with("Access-Control-Allow-Origin", "*");
    }
}
