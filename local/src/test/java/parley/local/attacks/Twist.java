package parley.local.attacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * How things are broken. What must leave no trace carries {@link #CANARY} or {@link #ADDRESSES}.
 */
final class Twist {
    /** In secrets, tokens and descriptions: it may stand in no row and no log. */
    static final String CANARY = "canary4f9c1d";

    /** In sources, headers and descriptions. */
    static final List<String> ADDRESSES =
            List.of("203.0.113.99", "198.51.100.23", "2001:db8:77:1::99", "10.99.7.5");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "null",
                    "\u0000",
                    "a\u0000b",
                    "\ud800",
                    "\udc00x",
                    "\ufeff",
                    "\u202e",
                    "%00",
                    "%n%s%x",
                    "' or 1=1 --",
                    "'; drop table parley.calls; --",
                    "$1",
                    "${jndi:ldap://x}",
                    "{{7*7}}",
                    "<img src=x onerror=alert(1)>",
                    "../../etc/passwd",
                    "\r\nx-injected: 1",
                    "😀",
                    "Ω".repeat(300),
                    "00000000-0000-0000-0000-000000000000",
                    "1e999",
                    "-1",
                    "9223372036854775808",
                    "2026-02-30",
                    "infinity",
                    "x".repeat(5000),
                    "[]",
                    "{}",
                    "true");

    private final Random random;

    Twist(Random random) {
        this.random = random;
    }

    @SafeVarargs
    final <T> T one(T... all) {
        return all[random.nextInt(all.length)];
    }

    <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    String address() {
        return random.nextInt(20) == 0 ? one(TEXTS) : one(ADDRESSES);
    }

    String maybeNasty(String good) {
        return random.nextInt(3) > 0 ? good : one(TEXTS);
    }

    JsonNode nasty() {
        return switch (random.nextInt(10)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(one(0L, -1L, Long.MAX_VALUE, 2_147_483_648L));
            case 3 -> NODES.numberNode(one(1e308, -0.0, 0.5, 1e-300));
            case 4 -> deep(random.nextInt(60));
            case 5 -> NODES.arrayNode().add(1).add("x").addNull();
            case 6 -> NODES.objectNode().put("x", 1);
            case 7 -> many();
            default -> NODES.textNode(one(TEXTS));
        };
    }

    /** An argument that may well be right, so that what follows is met too. */
    JsonNode argument(String name, UUID call) {
        if (random.nextInt(3) == 0) {
            return nasty();
        }
        return switch (name) {
            case "p_call" -> NODES.textNode(call.toString());
            case "p_tenant" -> NODES.textNode(Scene.GLOBEX);
            case "p_status" -> NODES.textNode("available");
            case "p_type" -> NODES.textNode("candidate");
            case "p_intent" -> NODES.textNode(one("hang_up", "no_path", "peer_silent"));
            case "p_payload", "p_report", "p_offer" ->
                    NODES.objectNode()
                            .set(
                                    one(
                                            "connected",
                                            "candidates",
                                            "media_heard_ms_ago",
                                            "bytes_sent",
                                            "quality"),
                                    nasty());
            case "p_ringing" -> NODES.arrayNode().add(call.toString());
            case "p_leaving" -> NODES.booleanNode(random.nextBoolean());
            case "p_generation", "p_after", "p_limit", "p_stars" ->
                    NODES.numberNode(random.nextInt(6));
            default ->
                    NODES.textNode(random.nextBoolean() ? Scene.VISITORS_PAGE : Scene.AGENTS_PAGE);
        };
    }

    byte[] body(ObjectNode good) {
        byte[] text = good.toString().getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> tree(good).toString().getBytes(StandardCharsets.UTF_8);
            case 3, 4 -> bytes(text);
            case 5 ->
                    one(
                                    "",
                                    "[]",
                                    "null",
                                    "\"x\"",
                                    "{",
                                    "{}",
                                    "{\"a\":1,\"a\":2}",
                                    "{\"tenant\":1e999}",
                                    "[".repeat(5000))
                            .getBytes(StandardCharsets.UTF_8);
            case 6 ->
                    good.toString()
                            .getBytes(
                                    one(
                                            StandardCharsets.UTF_16,
                                            StandardCharsets.UTF_16LE,
                                            Charset.forName("UTF-32BE"),
                                            StandardCharsets.ISO_8859_1));
            default -> random.nextInt(200) == 0 ? new byte[random.nextInt(300_000)] : noise();
        };
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    /** The same with one value somewhere in it exchanged, removed or added. */
    JsonNode tree(ObjectNode good) {
        ObjectNode copy = good.deepCopy();
        List<ObjectNode> objects = new ArrayList<>();
        collect(copy, objects);
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            ObjectNode at = one(objects);
            List<String> names = new ArrayList<>();
            at.fieldNames().forEachRemaining(names::add);
            if (names.isEmpty() || random.nextInt(6) == 0) {
                at.set(one(TEXTS), nasty());
            } else if (random.nextInt(4) == 0) {
                at.remove(one(names));
            } else {
                at.set(one(names), nasty());
            }
        }
        return copy;
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> collect(child, objects));
    }

    byte[] bytes(byte[] good) {
        byte[] copy = good.clone();
        for (int times = 1 + random.nextInt(4); times > 0 && copy.length > 0; times--) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(5)) {
                case 4 -> Arrays.fill(copy, at, Math.min(copy.length, at + 4), (byte) 0);
                case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> copy[at] = (byte) random.nextInt(256);
                case 2 -> copy = Arrays.copyOf(copy, at);
                default -> System.arraycopy(copy, 0, copy, at, Math.min(at, copy.length - at));
            }
        }
        return copy;
    }

    String token(String good) {
        return switch (random.nextInt(6)) {
            case 0 ->
                    new String(
                            bytes(good.getBytes(StandardCharsets.UTF_8)),
                            StandardCharsets.ISO_8859_1);
            case 1 -> good.replace('.', one('-', ' ', 'x'));
            case 2 -> good + "." + good;
            case 3 -> CANARY + good;
            case 4 -> one(TEXTS);
            default -> "e30." + "e30".repeat(random.nextInt(2000)) + ".AAAA";
        };
    }

    void headers(Map<String, String> headers) {
        if (random.nextInt(3) == 0) {
            headers.put(
                    one(
                            "origin",
                            "x-forwarded-for",
                            "forwarded",
                            "user-agent",
                            "content-length",
                            "content-encoding",
                            "cookie",
                            "transfer-encoding"),
                    one(one(TEXTS), address(), "gzip", "null", CANARY));
        }
        if (random.nextInt(100) == 0) {
            for (int i = 0; i < 80; i++) {
                headers.put("x-" + i, "y");
            }
        }
        if (random.nextInt(100) == 0) {
            headers.put("x-long", "y".repeat(20_000));
        }
    }

    String sdp() {
        String good =
                "v=0\r\no=- 1 1 IN IP4 %1$s\r\ns=-\r\nc=IN IP4 %1$s\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=ice-ufrag:%2$s\r\na=candidate:1 1 udp 1 %1$s 9 typ host\r\n"
                        .formatted(one(ADDRESSES), CANARY);
        return switch (random.nextInt(5)) {
            case 0 -> good;
            case 1 ->
                    new String(
                            bytes(good.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
            case 2 -> good + "a=x\r\n".repeat(random.nextInt(3000));
            case 3 -> one(TEXTS);
            default -> "v=0" + one(TEXTS);
        };
    }

    private JsonNode deep(int depth) {
        JsonNode node = NODES.numberNode(1);
        for (int i = 0; i < depth; i++) {
            ArrayNode outer = NODES.arrayNode();
            outer.add(node);
            node = outer;
        }
        return node;
    }

    private JsonNode many() {
        ArrayNode all = JSON.createArrayNode();
        for (int i = 0; i < random.nextInt(300); i++) {
            all.add(i);
        }
        return all;
    }
}
