package parley.core.call;

import java.nio.charset.StandardCharsets;
import parley.core.Malformed;

/**
 * The visitor's session description. Only its size and first line are judged: browsers parse it.
 */
public record Offer(String sdp) {
    public static final int LARGEST = 64 * 1024;

    public Offer {
        if (!sdp.startsWith("v=0")) throw new Malformed("sdp", "must be a session description");
        if (sdp.getBytes(StandardCharsets.UTF_8).length > LARGEST)
            throw new Malformed("sdp", "must be at most 64 KB");
    }
}
