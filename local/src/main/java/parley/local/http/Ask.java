package parley.local.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, read whole.
 *
 * @param path as it came, still encoded
 * @param query as it came, without the question mark; empty when there is none
 * @param headers lower-case names; a repeated header is joined by commas
 * @param address the peer's IP address
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
public record Ask(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        byte[] body,
        String address) {

    public @Nullable String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    /** The token of {@code Authorization: Bearer}, or null. */
    public @Nullable String bearer() {
        String value = header("authorization");
        return value != null && value.regionMatches(true, 0, "Bearer ", 0, 7)
                ? value.substring(7).strip()
                : null;
    }

    public Map<String, String> parameters() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                all.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return all;
    }

    /** The body as JSON; an empty body is an empty object. */
    public JsonNode json() throws JsonProcessingException {
        if (body.length == 0) {
            return Json.object();
        }
        try {
            // Decoded here: given bytes, Jackson guesses at UTF-32 wherever zeros stand.
            return Json.MAPPER.readTree(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            throw new JsonParseException(null, "not UTF-8", e);
        }
    }

    public Ask at(String newPath) {
        return new Ask(method, newPath, query, headers, body, address);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
