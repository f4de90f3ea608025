package parley.local.attacks;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer of any door.
 *
 * @param retryAfter the header, or empty
 */
public record Said(int status, JsonNode body, String retryAfter) {

    /** Status and the one word that tells why, if it is a no. */
    public String word() {
        for (String field : new String[] {"refused", "rejected", "failed"}) {
            if (body.path(field).isTextual()) {
                return status + " " + body.path(field).asText();
            }
        }
        String code = body.path("code").asText();
        if (code.startsWith("PT")) {
            return status + " " + body.path("message").asText();
        }
        return code.isEmpty() ? "" + status : status + " " + code;
    }
}
