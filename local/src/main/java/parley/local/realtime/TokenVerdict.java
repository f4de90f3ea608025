package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a look at a token found, and how the server words each refusal in each place. */
sealed interface TokenVerdict {
    String NOT_A_JWT = "The token provided is not a valid JWT";
    String BAD_SIGNATURE = "Failed to validate JWT signature";
    String MISSING = "Fields `role` and `exp` are required in JWT";
    String NO_SIGNER = "Failed to generate JWT signer, check your JWT secret or JWKS configuration";

    /**
     * A good token.
     *
     * @param exp when it ends, seconds since 1970
     */
    record Valid(ObjectNode claims, long exp) implements TokenVerdict {
        String role() {
            return claims.path("role").asText();
        }

        @Nullable String sub() {
            JsonNode sub = claims.path("sub");
            return sub.isTextual() ? sub.asText() : null;
        }
    }

    record Malformed() implements TokenVerdict {}

    record BadSignature() implements TokenVerdict {}

    /** No key to check it with: unknown {@code kid}, or an algorithm that needs one. */
    record NoSigner(@Nullable String kid) implements TokenVerdict {}

    /**
     * Its time is over.
     *
     * @param secondsAgo as the server prints it: {@code exp} may have a fraction
     */
    record Expired(String secondsAgo) implements TokenVerdict {}

    record MissingClaims() implements TokenVerdict {}

    /** Anything else, as the server would print the error. */
    record Other(String error) implements TokenVerdict {}

    /** The server's own code raises at this token: whoever looked at it dies of it. */
    record Raises(String exception) implements TokenVerdict {}

    /** Body text of a refused WebSocket upgrade. */
    default String atUpgrade() {
        return switch (this) {
            case Valid _ -> "";
            case Malformed _ -> NOT_A_JWT;
            case BadSignature _ -> BAD_SIGNATURE;
            case NoSigner(String kid) when kid != null -> noSigner(kid);
            case NoSigner _ -> NO_SIGNER;
            case Expired _ -> "Token has expired";
            case MissingClaims _ -> MISSING;
            case Other _ -> "Error connecting to Realtime";
            case Raises _ -> "";
        };
    }

    /** Status of a refused WebSocket upgrade. */
    default int statusAtUpgrade() {
        return this instanceof Other || this instanceof Raises ? 500 : 401;
    }

    private static String noSigner(String kid) {
        return "Failed to generate JWT signer for key ID (kid) \""
                + kid
                + "\", check your JWT secret or JWKS configuration";
    }

    /** Reason of a refused join. */
    default String atJoin() {
        return switch (this) {
            case Valid _ -> "";
            case Malformed _ -> "MalformedJWT: " + NOT_A_JWT;
            case BadSignature _ -> "JwtSignatureError: " + BAD_SIGNATURE;
            case NoSigner(String kid) when kid != null -> "JwtSignerError: " + noSigner(kid);
            case NoSigner _ -> "JwtSignerError: " + NO_SIGNER;
            case Expired(String ago) ->
                    "InvalidJWTToken: Token has expired " + ago + " seconds ago";
            case MissingClaims _ -> "InvalidJWTToken: " + MISSING;
            case Other _ -> "Unknown Error on Channel";
            case Raises(String exception) -> "UnknownErrorOnChannel: " + exception;
        };
    }

    /** Message of the {@code system} event that ends a joined channel. */
    default String whileJoined() {
        return switch (this) {
            case Valid _ -> "";
            case Malformed _ -> NOT_A_JWT;
            case BadSignature _ -> ":signature_error";
            case NoSigner(String kid) when kid != null ->
                    "{:error_generating_signer, \"" + kid + "\"}";
            case NoSigner _ -> ":error_generating_signer";
            case Expired(String ago) -> "Token has expired " + ago + " seconds ago";
            case MissingClaims _ -> MISSING;
            case Other(String error) -> error;
            case Raises(String exception) -> exception;
        };
    }
}
