package parley.functions.callsweep;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.core.Malformed;
import parley.edge.http.Post;
import parley.edge.json.Doc;
import parley.edge.json.Json;

/**
 * Cloudflare Realtime TURN after a call: {@code POST /v1/turn/keys/KEY/credentials/USERNAME/revoke}
 * takes a credential back (204), and its GraphQL analytics ({@code callsTurnUsageAdaptiveGroups},
 * by {@code customIdentifier}) say what one carried. The first is asked with the key's own token,
 * the second with one that may read the account's analytics.
 */
final class CloudflareRelay {
    static final String TURN = "https://rtc.live.cloudflare.com";
    static final String ANALYTICS = "https://api.cloudflare.com";

    /** Nobody waits but the sweep. */
    private static final int SILENCE_MS = 5000;

    private static final String USAGE =
            "query Usage($account: string!, $key: string!, $since: Time!, $until: Time!, $grants: [string!]!) {"
                    + " viewer { accounts(filter: {accountTag: $account}) {"
                    + " callsTurnUsageAdaptiveGroups(limit: 10000, filter: {keyId: $key, datetime_geq: $since,"
                    + " datetime_leq: $until, customIdentifier_in: $grants})"
                    + " { dimensions { customIdentifier } sum { ingressBytes egressBytes } } } } }";

    private final @Nullable String api;
    private final Doc secret;

    /**
     * @param api another address for both, or null
     * @param secret {@code key_id} and {@code api_token}; {@code account_id} and {@code
     *     analytics_token} where its counters may be read
     */
    CloudflareRelay(@Nullable String api, Doc secret) {
        this.api = api;
        this.secret = secret;
    }

    /**
     * What one credential carried, as {@code parley.count_relay} takes it. One line per grant: its
     * figures only grow.
     *
     * @param up bytes from the client
     * @param down bytes to it
     */
    record Line(UUID grant, String line, long up, long down) {}

    /**
     * Whether it is called back; one that is not known any more is as good as that.
     *
     * @throws IOException when the provider would do this for no credential now
     */
    boolean revoke(String user) throws IOException {
        var address =
                "%s/v1/turn/keys/%s/credentials/%s/revoke"
                        .formatted(
                                api == null ? TURN : api, escaped(text("key_id")), escaped(user));
        var answer = Post.json(address, text("api_token"), "{}", SILENCE_MS);
        int status = answer.status();
        if (status == 401 || status == 403 || status == 429 || status >= 500)
            throw new IOException("revoking answers " + status);
        return status / 100 == 2 || status == 404;
    }

    boolean mayCount() {
        return secret.has("account_id") && secret.has("analytics_token");
    }

    /** What is not there has carried nothing that is known yet. */
    List<Line> usage(List<UUID> grants, Instant since, Instant until) throws IOException {
        var variables =
                Map.of(
                        "account", text("account_id"),
                        "key", text("key_id"),
                        "since", since.toString(),
                        "until", until.truncatedTo(ChronoUnit.SECONDS).toString(),
                        "grants", grants);
        var answer =
                Post.json(
                        (api == null ? ANALYTICS : api) + "/client/v4/graphql",
                        text("analytics_token"),
                        Json.write(Map.of("query", USAGE, "variables", variables)),
                        SILENCE_MS);
        if (answer.status() != 200) throw new IOException("analytics answer " + answer.status());
        try {
            return lines(Json.parse(answer.body()), grants);
        } catch (Malformed e) {
            throw new IOException("analytics answer something else", e);
        }
    }

    /** GraphQL says what it could not do with status 200. */
    private static List<Line> lines(Doc answer, List<UUID> grants) throws IOException {
        var accounts = answer.child("data").child("viewer").list("accounts");
        if (accounts.isEmpty()) throw new IOException("analytics know no such account");
        var all = new ArrayList<Line>();
        for (var group : accounts.getFirst().list("callsTurnUsageAdaptiveGroups")) {
            var name = group.text("dimensions.customIdentifier");
            var sum = group.child("sum");
            // what is not said is not zero
            if (!sum.has("ingressBytes") || !sum.has("egressBytes"))
                throw new IOException("analytics count nothing");
            for (var grant : grants)
                if (grant.toString().equals(name))
                    all.add(
                            new Line(
                                    grant,
                                    "cloudflare",
                                    sum.number("ingressBytes"),
                                    sum.number("egressBytes")));
        }
        return all;
    }

    private String text(String name) throws IOException {
        var value = secret.text(name);
        if (value == null) throw new IOException("the relay's secret has no " + name);
        return value;
    }

    private static String escaped(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
