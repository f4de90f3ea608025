package parley.edge.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One POST of JSON to somebody's API, with a bearer token and a page's patience. Failures are
 * {@link IOException}s, {@link java.net.SocketTimeoutException} among them; a status is an answer.
 */
public final class Post {
    private static final int CONNECT_MS = 700;
    private static final int SILENCE_MS = 1200;
    private static final int MOST_BYTES = 256 * 1024;

    private Post() {}

    public record Answer(int status, String body) {}

    public static Answer json(String address, String bearer, String body) throws IOException {
        return json(address, bearer, body, SILENCE_MS);
    }

    /** One whose answer nobody on a page waits for: it may be silent for so long. */
    public static Answer json(String address, String bearer, String body, int silenceMs)
            throws IOException {
        var http = (HttpURLConnection) URI.create(address).toURL().openConnection();
        try {
            http.setConnectTimeout(CONNECT_MS);
            http.setReadTimeout(silenceMs);
            http.setInstanceFollowRedirects(false); // the token is for this address alone
            http.setRequestMethod("POST");
            http.setRequestProperty("authorization", "Bearer " + bearer);
            http.setRequestProperty("content-type", "application/json");
            http.setDoOutput(true);
            http.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            return new Answer(http.getResponseCode(), text(http));
        } finally {
            http.disconnect();
        }
    }

    private static String text(HttpURLConnection http) throws IOException {
        try (var in =
                http.getResponseCode() < 400 ? http.getInputStream() : http.getErrorStream()) {
            return in == null ? "" : new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }
}
