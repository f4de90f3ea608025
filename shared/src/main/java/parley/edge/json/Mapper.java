package parley.edge.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How strict we read: caps before anything is built, no guessing of types. */
final class Mapper {
    private Mapper() {}

    /** A body of 96 KB may arrive in base64 inside an event: its text is the longest we read. */
    private static final StreamReadConstraints CAPS =
            StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxStringLength(160 * 1024)
                    .maxDocumentLength(1024 * 1024)
                    .maxNumberLength(32)
                    .maxNameLength(256)
                    .maxTokenCount(50_000)
                    .build();

    static JsonMapper strict() {
        var factory =
                JsonFactory.builder()
                        .streamReadConstraints(CAPS)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build();
        return JsonMapper.builder(factory)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
                .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text ->
                                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                        .setCoercion(
                                                CoercionInputShape.Boolean, CoercionAction.Fail))
                .addModule(new SimpleModule().addDeserializer(UUID.class, new StrictUuid()))
                .build();
    }

    static String complaint(JsonMappingException e) {
        if (!(e instanceof MismatchedInputException mismatch)) return "cannot be read";
        Class<?> wanted = mismatch.getTargetType();
        if (wanted == UUID.class) return "must be a uuid";
        if (wanted != null && wanted.isEnum())
            return "must be one of "
                    + Arrays.stream(wanted.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        if (wanted == String.class) return "must be text";
        return "has the wrong type";
    }

    /** Jackson also takes a uuid in base64 and other spellings; the contract has one. */
    private static final class StrictUuid extends StdScalarDeserializer<UUID> {
        private static final Pattern ONE_SPELLING =
                Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

        StrictUuid() {
            super(UUID.class);
        }

        @Override
        public UUID deserialize(JsonParser in, DeserializationContext context) throws IOException {
            var text = in.getValueAsString();
            if (text == null || !ONE_SPELLING.matcher(text).matches())
                throw MismatchedInputException.from(in, UUID.class, "must be a uuid");
            return UUID.fromString(text);
        }
    }
}
