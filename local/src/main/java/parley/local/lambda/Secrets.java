package parley.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Endpoint;
import parley.local.http.Json;

/**
 * AWS Secrets Manager's {@code GetSecretValue}, and the roles that may ask it. A function reads
 * only the secrets that its own variables name, as its policy has it on AWS, and only by a request
 * that its role has signed.
 */
public final class Secrets implements Endpoint {
    private static final String CREDENTIALS = "/credentials";
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final Map<String, String> secrets;
    private final Map<String, Role> roles = new ConcurrentHashMap<>();

    /** What Lambda hands to one function. */
    private record Role(String key, String secret, String session, Set<String> may) {}

    /**
     * @param secrets the texts by their ids
     */
    public Secrets(Map<String, String> secrets) {
        this.secrets = secrets;
    }

    /**
     * A role that may read these secrets, as the variables by which Lambda hands it to a function.
     *
     * @param port where this listens
     * @param snapStart whether the function comes out of a snapshot: then it gets an address to ask
     *     for its credentials, and none of them
     */
    Map<String, String> role(Collection<String> ids, int port, boolean snapStart) {
        Role role = new Role("ASIA" + random(), random(), random(), Set.copyOf(ids));
        roles.put(role.session(), role);
        String here = "http://127.0.0.1:" + port;
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", here);
        if (snapStart) {
            variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", here + CREDENTIALS);
            variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", role.session());
        } else {
            variables.put("AWS_ACCESS_KEY_ID", role.key());
            variables.put("AWS_SECRET_ACCESS_KEY", role.secret());
            variables.put("AWS_SESSION_TOKEN", role.session());
        }
        return variables;
    }

    @Override
    public Answer answer(Ask ask) {
        return ask.path().equals(CREDENTIALS) ? credentials(ask) : secret(ask);
    }

    private Answer credentials(Ask ask) {
        Role role = roles.get(ask.headers().getOrDefault("authorization", ""));
        if (role == null) {
            return Answer.text(401, "text/plain", "not the word that Lambda gave");
        }
        ObjectNode body = Json.object();
        body.put("AccessKeyId", role.key());
        body.put("SecretAccessKey", role.secret());
        body.put("Token", role.session());
        body.put("Expiration", Instant.now().plus(LIFE).toString());
        return Answer.json(200, body);
    }

    private Answer secret(Ask ask) {
        Role role = roles.get(ask.headers().getOrDefault("x-amz-security-token", ""));
        if (role == null) {
            return error("UnrecognizedClientException");
        }
        if (!SigV4.signs(ask, role.key(), role.secret())) {
            return error("InvalidSignatureException");
        }
        if (!ask.headers()
                .getOrDefault("x-amz-target", "")
                .equals("secretsmanager.GetSecretValue")) {
            return error("UnknownOperationException");
        }
        String id = id(ask);
        String text = secrets.get(id);
        if (text == null) {
            return error("ResourceNotFoundException");
        }
        if (!role.may().contains(id)) {
            return error("AccessDeniedException");
        }
        ObjectNode body = Json.object();
        body.put("ARN", "arn:aws:secretsmanager:eu-central-1:000000000000:secret:" + id);
        body.put("Name", id);
        body.put("SecretString", text);
        body.put("VersionId", "local");
        body.putArray("VersionStages").add("AWSCURRENT");
        body.put("CreatedDate", 1.7E9);
        return Answer.json(200, body);
    }

    /** The id of the secret that a request asks for; empty where it names none. */
    static String id(Ask ask) {
        try {
            return ask.json().path("SecretId").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static Answer error(String type) {
        ObjectNode body = Json.object();
        body.put("__type", type);
        return Answer.json(400, body);
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
