package parley.local.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Endpoint;
import parley.local.http.Json;

/** Cloudflare's {@code generate-ice-servers}, as its documentation shows it, and its errors. */
public final class CloudflareTurn implements Endpoint {
    private volatile int status = 201;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** From now on; with 200 and an answer of no use. */
    public void answerWith(int wanted) {
        status = wanted;
    }

    /** Authorization, path and custom identifier of every request. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Answer answer(Ask ask) throws JsonProcessingException {
        String grant = ask.json().path("customIdentifier").asText();
        asked.add(ask.header("authorization") + " " + ask.path() + " " + grant);
        return switch (status) {
            case 201 -> servers("name-of-" + grant);
            case 200 -> Answer.json(200, "{\"iceServers\": {}}");
            default -> Answer.json(status, "{\"errors\": [{\"code\": 1000}]}");
        };
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
