package parley.local.prove.people;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What came back.
 *
 * @param status 0 when nothing did
 */
public record Said(int status, JsonNode body) {
    public boolean ok() {
        return status == 200 && !body.has("refused");
    }

    /** Nobody knows whether it was done; asking again is the only way to learn. */
    public boolean unknown() {
        return status == 0 || status >= 500 || status == 429;
    }

    /** The refusal's name, or nothing. */
    public String refused() {
        return body.path("refused").asText();
    }

    public JsonNode call() {
        return body.path("call");
    }

    public boolean ended() {
        return call().path("state").asText().equals("ended");
    }
}
