package parley.edge.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.core.Malformed;

/**
 * JSON in and out. What comes in is bounded, has no duplicate names and no text that Postgres could
 * not keep; a complaint names the path and never repeats what stood there.
 *
 * <p>Unknown fields are let through: a page loaded yesterday and a function deployed today must
 * understand each other, so the contract only ever grows.
 */
public final class Json {
    static final JsonMapper MAPPER = Mapper.strict();

    private Json() {}

    /** Decoded here: given bytes, Jackson would guess at UTF-16 and UTF-32 wherever zeros stand. */
    public static Doc parse(byte[] utf8) {
        try {
            return parse(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException e) {
            throw new Malformed("", "must be UTF-8");
        }
    }

    public static Doc parse(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree == null || !tree.isObject()) throw new Malformed("", "must be an object");
            Texts.check("", tree);
            return new Doc(tree);
        } catch (JsonProcessingException e) {
            throw new Malformed("", "must be JSON within its limits");
        }
    }

    public static <T> T read(String text, Class<T> type) {
        return parse(text).as(type);
    }

    public static <T> T read(byte[] utf8, Class<T> type) {
        return parse(utf8).as(type);
    }

    public static String write(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own values can be written", e);
        }
    }

    static <T> T bind(JsonNode tree, Class<T> type) {
        if (type.isRecord()) Required.check("", tree, type);
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof Malformed malformed) throw malformed.under(path(e));
            throw new Malformed(path(e), Mapper.complaint(e));
        } catch (JsonProcessingException e) {
            throw new Malformed("", "cannot be read");
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
