package parley.local.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Endpoint;
import parley.local.http.Json;

/**
 * Cloudflare's TURN API as its documentation shows it, and its errors: {@code
 * generate-ice-servers}, {@code credentials/USERNAME/revoke}, and the GraphQL analytics of what
 * each custom identifier carried.
 */
public final class CloudflareTurn implements Endpoint {
    private volatile int status = 201;
    private volatile String refused = "nobody";
    private volatile int refusal = 400;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, long[]> carried = new ConcurrentHashMap<>();

    /** From now on; with 200 and an answer of no use. */
    public void answerWith(int wanted) {
        status = wanted;
    }

    /** Revoking that credential is answered so from now on. */
    public void refuses(String user, int wanted) {
        refused = user;
        refusal = wanted;
    }

    /** What its analytics say of that custom identifier from now on. */
    public void carried(String grant, long ingress, long egress) {
        carried.put(grant, new long[] {ingress, egress});
    }

    /** Authorization, path and custom identifier of every request. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Answer answer(Ask ask) throws JsonProcessingException {
        String grant = ask.json().path("customIdentifier").asText();
        asked.add((ask.header("authorization") + " " + ask.path() + " " + grant).strip());
        if (status >= 400) {
            return Answer.json(status, "{\"errors\": [{\"code\": 1000}]}");
        }
        if (ask.path().endsWith("/revoke")) {
            return ask.path().contains("/" + refused + "/")
                    ? Answer.json(refusal, "{\"errors\": [{\"code\": 1000}]}")
                    : Answer.empty(204);
        }
        if (ask.path().equals("/client/v4/graphql")) {
            return status == 200 ? refusal() : analytics(ask.json().path("variables"));
        }
        return status == 200
                ? Answer.json(200, "{\"iceServers\": {}}")
                : servers("name-of-" + grant);
    }

    private static Answer refusal() {
        return Answer.json(
                200,
                "{\"data\": null, \"errors\": [{\"message\": \"not authorized for that account\"}]}");
    }

    private Answer analytics(JsonNode variables) {
        ObjectNode body = Json.object();
        body.putNull("errors");
        ArrayNode accounts = body.putObject("data").putObject("viewer").putArray("accounts");
        ArrayNode groups = accounts.addObject().putArray("callsTurnUsageAdaptiveGroups");
        for (JsonNode grant : variables.path("grants")) {
            long[] bytes = carried.get(grant.asText());
            if (bytes != null) {
                ObjectNode group = groups.addObject();
                group.putObject("dimensions").put("customIdentifier", grant.asText());
                group.putObject("sum").put("ingressBytes", bytes[0]).put("egressBytes", bytes[1]);
            }
        }
        return Answer.json(200, body);
    }

    private static Answer servers(String user) {
        ObjectNode body = Json.object();
        ArrayNode servers = body.putArray("iceServers");
        servers.addObject().putArray("urls").add("stun:stun.cloudflare.com:3478");
        ObjectNode turn = servers.addObject();
        turn.putArray("urls")
                .add("turn:turn.cloudflare.com:3478?transport=udp")
                .add("turn:turn.cloudflare.com:53?transport=udp")
                .add("turn:turn.cloudflare.com:3478?transport=tcp")
                .add("turns:turn.cloudflare.com:443?transport=tcp");
        turn.put("username", user).put("credential", "secret-of-" + user);
        return Answer.json(201, body);
    }
}
