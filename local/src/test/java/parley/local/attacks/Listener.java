package parley.local.attacks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.local.tokens.ProjectKeys;

/** A socket of its own on one channel, held by a client that is not ours. */
final class Listener implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private final String topic;
    private final String answer;

    /** Joins; {@code asPrivate} false is what a client tries whom a private channel refuses. */
    Listener(
            HttpClient http,
            String supabase,
            String topic,
            @Nullable String accessToken,
            boolean asPrivate)
            throws InterruptedException {
        this.topic = topic;
        String key = ProjectKeys.LOCAL.anonToken();
        String url =
                supabase.replaceFirst("^http", "ws")
                        + "/realtime/v1/websocket?vsn=2.0.0&apikey="
                        + key;
        socket = http.newWebSocketBuilder().buildAsync(URI.create(url), new Ear(heard)).join();
        send(
                "phx_join",
                """
                {"config":{"broadcast":{"ack":false,"self":false},"presence":{"key":"","enabled":false},"postgres_changes":[],"private":%s},"access_token":"%s"}\
                """
                        .formatted(asPrivate, accessToken == null ? key : accessToken));
        String first = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (first == null) {
            throw new IllegalStateException("the channel did not answer");
        }
        answer = first;
    }

    boolean letIn() {
        return answer.contains("\"status\":\"ok\"");
    }

    void send(String event, String payload) {
        socket.sendText(
                        "[\"1\",\"1\",\"realtime:%s\",\"%s\",%s]".formatted(topic, event, payload),
                        true)
                .join();
    }

    /** Waits until something with that word in it is heard; false when nothing came. */
    boolean hears(String word) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < until) {
            String said = heard.poll(1, TimeUnit.SECONDS);
            if (said != null && said.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** What has come so far. */
    List<String> heard() {
        return new ArrayList<>(heard);
    }

    @Override
    public void close() {
        socket.abort();
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
        public @Nullable CompletionStage<?> onBinary(
                WebSocket socket, java.nio.ByteBuffer data, boolean last) {
            heard.add(java.nio.charset.StandardCharsets.UTF_8.decode(data).toString());
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
