package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Sizes in Erlang's external term format: the payload limit is a limit on these, not on JSON
 * letters.
 */
final class ErlangSize {
    private static final int VERSION = 1;
    private static final int HEADER = 5;
    private static final int ATOM = 2;

    private ErlangSize() {}

    /** Size of a broadcast pushed in a binary frame: event, encoding, payload, metadata. */
    static long ofPush(UserBroadcast push, JsonNode metadata) {
        int event = push.event().getBytes(StandardCharsets.UTF_8).length;
        int encoding = ATOM + (push.json() ? "json" : "binary").length();
        return VERSION
                + 2L
                + HEADER
                + event
                + encoding
                + HEADER
                + push.payload().length
                + term(metadata);
    }

    static long ofJson(JsonNode json) {
        return VERSION + term(json);
    }

    static long ofBytes(byte[] bytes) {
        return VERSION + HEADER + (long) bytes.length;
    }

    private static long term(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                long size = HEADER;
                for (var field : json.properties()) {
                    size += text(field.getKey()) + term(field.getValue());
                }
                yield size;
            }
            case ARRAY -> {
                if (isText(json)) {
                    yield 3L + json.size();
                }
                long size = json.isEmpty() ? 1 : HEADER + 1;
                for (JsonNode element : json) {
                    size += term(element);
                }
                yield size;
            }
            case STRING -> text(json.asText());
            case NUMBER -> number(json);
            case BOOLEAN -> ATOM + json.asText().length();
            default -> ATOM + "nil".length();
        };
    }

    /** A list of bytes is written as a string. */
    private static boolean isText(JsonNode list) {
        if (list.isEmpty() || list.size() > 65_535) {
            return false;
        }
        for (JsonNode element : list) {
            if (!element.isIntegralNumber() || number(element) != 2) {
                return false;
            }
        }
        return true;
    }

    private static long text(String text) {
        return (long) HEADER + text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static long number(JsonNode number) {
        if (!number.isIntegralNumber()) {
            return 9;
        }
        BigInteger value = number.bigIntegerValue();
        if (value.bitLength() <= 8 && value.signum() >= 0) {
            return 2;
        }
        return value.bitLength() < 32 ? 5 : 3 + (value.abs().bitLength() + 7) / 8;
    }
}
