package parley.local.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import parley.core.session.Visitor;
import parley.edge.Rejected;
import parley.edge.Settings;
import parley.edge.token.Tokens;
import parley.local.tokens.SigningKey;

/**
 * Any text as a visitor's token. The first letter says how the rest is meant: a token as it is
 * ({@code t}), or claims ({@code c}) or a header ({@code h}) that our own key really signs, so that
 * what comes after the signature is met too. What is believed must say what our template says.
 */
public final class VisitorTokenFuzz {
    static final String ISSUER = "https://calls.example";
    static final long NOW = 1_790_000_000L;
    static final String CLAIMS =
            "{\"iss\":\"%s\",\"aud\":\"authenticated\",\"sub\":\"71500000-0000-4000-8000-000000000001\",\"role\":\"anon\",\"tenant_id\":\"acae0000-0000-4000-8000-000000000001\",\"chat_session_id\":\"5e550000-0000-4000-8000-000000000001\",\"iat\":%d,\"exp\":%d}"
                    .formatted(ISSUER, NOW, NOW + 600);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SigningKey KEY = SigningKey.generate();
    private static final String HEADER =
            "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + KEY.jwk().getKeyID() + "\"}";
    private static final Tokens TOKENS =
            new Tokens(
                    new Settings(Map.of("PARLEY_ISSUER", ISSUER, "PARLEY_JWKS", KEY.jwks())),
                    Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));

    private VisitorTokenFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException, JOSEException {
        byte[] rest = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        String token =
                switch (input.length == 0 ? 't' : input[0]) {
                    case 'c' -> signed(HEADER.getBytes(StandardCharsets.UTF_8), rest);
                    case 'h' -> signed(rest, CLAIMS.getBytes(StandardCharsets.UTF_8));
                    default -> new String(rest, StandardCharsets.ISO_8859_1);
                };
        Visitor visitor;
        try {
            visitor = TOKENS.visitor(token);
        } catch (Rejected e) {
            return;
        }
        JsonNode header = said(token, 0);
        JsonNode claims = said(token, 1);
        boolean ours =
                header.path("alg").asText().equals("ES256")
                        && header.path("kid").asText().equals(KEY.jwk().getKeyID())
                        && !header.has("crit")
                        && !header.has("jku")
                        && !header.has("jwk")
                        && !header.has("x5u")
                        && !header.has("x5c")
                        && claims.path("iss").asText().equals(ISSUER)
                        && claims.path("aud").asText().equals("authenticated")
                        && claims.path("role").asText().equals("anon")
                        && claims.path("sub").asText().equalsIgnoreCase("" + visitor.id())
                        && claims.path("exp").asLong() > NOW - 30
                        && claims.path("exp").asLong() <= NOW + 630;
        if (!ours) {
            throw new AssertionError("believed " + header + " " + claims);
        }
    }

    private static JsonNode said(String token, int part) throws IOException {
        return JSON.readTree(new Base64URL(token.split("\\.", -1)[part]).decode());
    }

    private static String signed(byte[] header, byte[] claims) throws JOSEException {
        String parts = Base64URL.encode(header) + "." + Base64URL.encode(claims);
        return parts
                + "."
                + new ECDSASigner(KEY.jwk())
                        .sign(
                                new com.nimbusds.jose.JWSHeader(
                                        com.nimbusds.jose.JWSAlgorithm.ES256),
                                parts.getBytes(StandardCharsets.US_ASCII));
    }
}
