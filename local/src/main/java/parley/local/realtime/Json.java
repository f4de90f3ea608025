package parley.local.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reading and writing JSON, in one place. */
final class Json {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private Json() {}

    static Optional<JsonNode> parse(byte[] text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * What is wrong with a text that cannot be parsed, in the words of the real server's parser.
     */
    static String complaint(byte[] text) {
        int at = 0;
        while (at < text.length && " \t\r\n".indexOf(text[at]) >= 0) {
            at++;
        }
        // A word that is none is blamed as a whole, at its first letter.
        if (at < text.length && "{[\"-0123456789".indexOf(text[at]) >= 0) {
            at = whereItBreaks(text);
        }
        if (at >= text.length) {
            return "unexpected end of input at position " + text.length;
        }
        String letter = text[at] >= ' ' ? " (\"" + (char) text[at] + "\")" : "";
        return "unexpected byte at position %d: 0x%X%s".formatted(at, text[at] & 0xff, letter);
    }

    private static int whereItBreaks(byte[] text) {
        try {
            MAPPER.readTree(text);
            return text.length;
        } catch (JsonProcessingException e) {
            return (int) Math.max(0, e.getLocation().getByteOffset() - 1);
        } catch (IOException e) {
            return 0;
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }
}
