package parley.functions.turntoken;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Map;
import parley.core.Malformed;
import parley.core.relay.RelayDecision.Reason;
import parley.edge.http.Post;
import parley.edge.json.Doc;
import parley.edge.json.Json;
import parley.functions.turntoken.Grants.Reserved;

/**
 * Cloudflare Realtime TURN: {@code POST /v1/turn/keys/KEY/credentials/generate-ice-servers} with
 * {@code ttl} and {@code customIdentifier}, under which its analytics count. Secret: {@code
 * key_id}, {@code api_token}.
 */
final class Cloudflare implements Provider {
    static final String API = "https://rtc.live.cloudflare.com";

    private final String api;
    private final ProviderSecret secret;

    Cloudflare(String api, ProviderSecret secret) {
        this.api = api;
        this.secret = secret;
    }

    @Override
    public String name() {
        return "cloudflare";
    }

    @Override
    public Credential mint(Reserved lent, int lifeSeconds) throws ProviderTrouble {
        var path = "/v1/turn/keys/" + secret.text("key_id") + "/credentials/generate-ice-servers";
        var wish = Map.of("ttl", lifeSeconds, "customIdentifier", lent.grantId().toString());
        try {
            var answer = Post.json(api + path, secret.text("api_token"), Json.write(wish));
            return switch (answer.status()) {
                case 200, 201 -> read(Json.parse(answer.body()));
                case 429 -> throw new ProviderTrouble(Reason.PROVIDER_BUSY);
                case 400, 401, 403, 404 -> throw new ProviderTrouble(Reason.PROVIDER_REFUSED);
                default -> throw new ProviderTrouble(Reason.PROVIDER_FAILED);
            };
        } catch (SocketTimeoutException e) {
            throw new ProviderTrouble(Reason.PROVIDER_SLOW);
        } catch (IOException e) {
            throw new ProviderTrouble(Reason.PROVIDER_FAILED);
        } catch (Malformed e) {
            throw new ProviderTrouble(Reason.PROVIDER_GARBLED);
        }
    }

    private static Credential read(Doc answer) throws ProviderTrouble {
        for (var server : answer.list("iceServers")) {
            var user = server.text("username");
            if (user == null) continue;
            var servers = Servers.of(server.texts("urls"), user, server.text("credential"));
            return new Credential(servers, user);
        }
        throw new ProviderTrouble(Reason.PROVIDER_GARBLED);
    }
}
