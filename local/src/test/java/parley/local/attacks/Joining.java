package parley.local.attacks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.local.tokens.ProjectKeys;

/** One join of a private channel, over a socket of its own, by a client that is not ours. */
final class Joining {
    private static final int PATIENCE_SECONDS = 30;

    private Joining() {}

    static boolean letsIn(
            HttpClient http, String supabase, String topic, @Nullable String accessToken)
            throws InterruptedException {
        String key = ProjectKeys.LOCAL.anonToken();
        String token = accessToken == null ? key : accessToken;
        String url =
                supabase.replaceFirst("^http", "ws")
                        + "/realtime/v1/websocket?vsn=2.0.0&apikey="
                        + key;
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocket socket =
                http.newWebSocketBuilder().buildAsync(URI.create(url), new Ear(heard)).join();
        socket.sendText(
                        """
                        ["1","1","realtime:%s","phx_join",{"config":{"broadcast":{"ack":false,"self":false},"presence":{"key":"","enabled":false},"postgres_changes":[],"private":true},"access_token":"%s"}]\
                        """
                                .formatted(topic, token),
                        true)
                .join();
        String answer = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        socket.abort();
        if (answer == null) {
            throw new IllegalStateException("the channel did not answer");
        }
        return answer.contains("\"status\":\"ok\"");
    }

    /** Keeps what is heard, and that the line was cut. */
    private record Ear(BlockingQueue<String> heard) implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence data, boolean last) {
            heard.add(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            heard.add("closed " + status);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            heard.add("broken");
        }
    }
}
