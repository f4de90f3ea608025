package parley.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import parley.local.http.Json;
import parley.local.tokens.SigningKey;

/**
 * The keys of one stack, made at its first start and kept beside its data.
 *
 * @param auth what Supabase Auth signs agents' tokens with
 * @param issuer what {@code visitor-session} signs visitors' tokens with
 * @param webhook the secret of the signed nudge, {@code whsec_…}
 * @param source under which visitors' addresses are hashed, base64
 * @param relay what the relay's credentials are signed with
 */
public record Keys(
        SigningKey auth, SigningKey issuer, String webhook, String source, String relay) {

    static Keys of(@Nullable Path data) throws IOException {
        if (data == null) {
            return fresh();
        }
        Path file = data.resolve("keys.json");
        if (Files.isRegularFile(file)) {
            JsonNode json = Json.parse(Files.readString(file));
            return new Keys(
                    SigningKey.parse(json.path("auth").asText()),
                    SigningKey.parse(json.path("issuer").asText()),
                    json.path("webhook").asText(),
                    json.path("source").asText(),
                    json.path("relay").asText(random()));
        }
        Files.createDirectories(data);
        Keys made = fresh();
        ObjectNode json = Json.object();
        json.put("auth", made.auth().privateJwk());
        json.put("issuer", made.issuer().privateJwk());
        json.put("webhook", made.webhook());
        json.put("source", made.source());
        json.put("relay", made.relay());
        Files.writeString(file, json.toPrettyString());
        return made;
    }

    private static Keys fresh() {
        return new Keys(
                SigningKey.generate(),
                SigningKey.generate(),
                "whsec_" + random(),
                random(),
                random());
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
