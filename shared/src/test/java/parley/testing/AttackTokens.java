package parley.testing;

import com.nimbusds.jose.util.Base64URL;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.edge.json.Json;

/** Tokens that must not be believed, each by the name of its trick. */
public final class AttackTokens {
    private AttackTokens() {}

    public static Map<String, String> of(Forge forge) {
        var all = new LinkedHashMap<String, String>();
        signatures(forge, all);
        AttackHeaders.put(forge, all);
        claims(forge, all);
        shapes(forge, all);
        return all;
    }

    private static void signatures(Forge forge, Map<String, String> all) {
        var good = forge.token();
        var unsigned = good.substring(0, good.lastIndexOf('.'));
        all.put("no signature", unsigned + ".");
        all.put("no third part", unsigned);
        all.put("zero signature", unsigned + "." + Base64URL.encode(new byte[64]));
        all.put("short signature", unsigned + "." + Base64URL.encode(new byte[32]));
        all.put(
                "another key under our id",
                forge.signed(forge.strange, forge.header(), forge.claims()));
        all.put(
                "claims changed after signing",
                swapClaims(good, forge.with("tenant_id", "b0000000-0000-4000-8000-00000000acee")));
        all.put(
                "signature of another token",
                unsigned + forge.with("iat", 1).substring(forge.with("iat", 1).lastIndexOf('.')));
        all.put(
                "der signature",
                unsigned + "." + Base64URL.encode(new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1}));
        var flipped = good.toCharArray();
        int at = good.lastIndexOf('.') + 10;
        flipped[at] = flipped[at] == 'A' ? 'B' : 'A';
        all.put("one letter of the signature changed", new String(flipped));
    }

    private static void claims(Forge forge, Map<String, String> all) {
        for (var claim : forge.claims().keySet()) all.put("no " + claim, forge.without(claim));
        all.put("another issuer", forge.with("iss", "https://evil.example"));
        all.put("issuer with a slash", forge.with("iss", forge.claims().get("iss") + "/"));
        all.put("another audience", forge.with("aud", "anon"));
        all.put("audience as a list", forge.with("aud", List.of("authenticated", "x")));
        for (var role : List.of("service_role", "authenticated", "postgres", "ANON", ""))
            all.put("role " + role, forge.with("role", role));
        all.put("subject that is no uuid", forge.with("sub", "1 or 1=1"));
        all.put("session that is no uuid", forge.with("chat_session_id", "*"));
        all.put("tenant null", forge.with("tenant_id", "null"));
        all.put(
                "session of somebody else's key",
                forge.signed(forge.strange, forge.plainHeader(), Json.write(forge.claims())));
        all.put("expired", forge.aged(Duration.ofSeconds(631)));
        all.put("from the future", forge.aged(Duration.ofSeconds(-61)));
        all.put("lives too long", forge.with("exp", forge.now() + 86_400));
        all.put("not yet valid", forge.with("nbf", forge.now() + 61));
        all.put("exp as text", forge.with("exp", "9999999999"));
        all.put("exp as a fraction", forge.with("exp", forge.now() + 600.5));
        all.put(
                "exp beyond long",
                forge.signed(
                        forge.key,
                        forge.plainHeader(),
                        Json.write(forge.claims())
                                .replaceFirst("\"exp\":\\d+", "\"exp\":99999999999999999999")));
        all.put(
                "role said twice",
                forge.signed(
                        forge.key,
                        forge.plainHeader(),
                        Json.write(forge.claims())
                                .replace(
                                        "\"role\":\"anon\"",
                                        "\"role\":\"service_role\",\"role\":\"anon\"")));
    }

    private static void shapes(Forge forge, Map<String, String> all) {
        all.put("empty", "");
        all.put("dots", "..");
        all.put("five parts", forge.token() + ".a.b");
        all.put("no base64", "*.*.*");
        all.put("a supabase key", "sb_publishable_local");
        all.put("claims that are a list", forge.signed(forge.key, forge.plainHeader(), "[]"));
        all.put("claims that are no json", forge.signed(forge.key, forge.plainHeader(), "hello"));
        all.put(
                "deep claims",
                forge.signed(
                        forge.key,
                        forge.plainHeader(),
                        "{\"a\":".repeat(100) + "1" + "}".repeat(100)));
        all.put("oversized", forge.with("more", "x".repeat(5000)));
    }

    private static String swapClaims(String token, String other) {
        return token.split("\\.", -1)[0]
                + "."
                + other.split("\\.", -1)[1]
                + "."
                + token.split("\\.", -1)[2];
    }
}
