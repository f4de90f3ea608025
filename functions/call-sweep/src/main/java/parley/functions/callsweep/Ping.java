package parley.functions.callsweep;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import parley.edge.Settings;

/**
 * Can the people reach the database now? Asked by their own way in, because while it is shut every
 * call looks silent and none may be ended for it.
 */
final class Ping {
    private static final int PATIENCE_MS = 2000;

    private final Settings settings;

    Ping(Settings settings) {
        this.settings = settings;
    }

    boolean isAnswered() {
        try {
            return ask() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private int ask() throws IOException {
        var address = settings.required("PARLEY_SUPABASE_URL") + "/rest/v1/rpc/parley_ping";
        var http = (HttpURLConnection) URI.create(address).toURL().openConnection();
        http.setConnectTimeout(PATIENCE_MS);
        http.setReadTimeout(PATIENCE_MS);
        http.setRequestMethod("POST");
        http.setDoOutput(true);
        http.setRequestProperty("apikey", settings.required("PARLEY_SUPABASE_KEY"));
        http.setRequestProperty("content-type", "application/json");
        http.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
        return http.getResponseCode();
    }
}
