package parley.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Endpoint;
import parley.local.http.Json;

/**
 * The Parameters-and-Secrets extension: {@code GET /secretsmanager/get?secretId=}. A function reads
 * only the secrets that its own variables name, as its policy has it on AWS.
 */
public final class Secrets implements Endpoint {
    private final Map<String, String> secrets;
    private final Map<String, Set<String>> readers = new ConcurrentHashMap<>();

    /**
     * @param secrets the texts by their ids
     */
    public Secrets(Map<String, String> secrets) {
        this.secrets = secrets;
    }

    /** A session token for a function that may read these secrets. */
    String reader(Collection<String> ids) {
        String token = UUID.randomUUID().toString();
        readers.put(token, Set.copyOf(ids));
        return token;
    }

    @Override
    public Answer answer(Ask ask) {
        Set<String> allowed =
                readers.get(ask.headers().getOrDefault("x-aws-parameters-secrets-token", ""));
        if (allowed == null) {
            return Answer.text(
                    401,
                    "text/plain",
                    "not authorized: X-Aws-Parameters-Secrets-Token must be AWS_SESSION_TOKEN");
        }
        if (!ask.path().equals("/secretsmanager/get")) {
            return Answer.empty(404);
        }
        String id = ask.parameters().getOrDefault("secretId", "");
        String text = secrets.get(id);
        if (text == null) {
            return Answer.text(400, "text/plain", "ResourceNotFoundException: " + id);
        }
        if (!allowed.contains(id)) {
            return Answer.text(400, "text/plain", "AccessDeniedException: " + id);
        }
        ObjectNode body = Json.object();
        body.put("ARN", "arn:aws:secretsmanager:eu-central-1:000000000000:secret:" + id);
        body.put("Name", id);
        body.put("SecretString", text);
        body.put("VersionId", "local");
        body.putArray("VersionStages").add("AWSCURRENT");
        return Answer.json(200, body);
    }
}
