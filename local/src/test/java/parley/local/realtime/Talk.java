package parley.local.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One socket in a test: says raw messages, and listens for the next that says something. */
final class Talk implements AutoCloseable {
    private static final long PATIENCE_MS = 5_000;

    private final Semaphore arrived = new Semaphore(0);
    private final RawClient client;
    private int heard;

    Talk(Scene scene, String key, String version) throws Exception {
        client = new RawClient(scene.port(), arrived::release);
        client.bytes(
                """
                GET /realtime/v1/websocket?apikey=%s&vsn=%s HTTP/1.1\r
                Host: 127.0.0.1\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """
                        .formatted(key, version)
                        .getBytes(StandardCharsets.UTF_8));
        client.flush();
        client.startReading();
    }

    void say(String text) {
        client.frame(1, text.getBytes(StandardCharsets.UTF_8));
        client.flush();
    }

    void join(String ref, String topic, String config, String token) {
        say(
                """
                ["%s","%s","realtime:%s","phx_join",{"config":{"private":true,%s},"access_token":"%s"}]\
                """
                        .formatted(ref, ref, topic, config, token));
    }

    void broadcast(String ref, String joinRef, String event) {
        say(
                """
                ["%s","%s","realtime:%s","broadcast",{"type":"broadcast","event":"%s","payload":{}}]\
                """
                        .formatted(joinRef, ref, Scene.CALL, event));
    }

    void goodbye() {
        client.frame(8, new byte[0]);
        client.flush();
    }

    /** Skips to the next message that holds all these words. */
    String hears(String... words) throws InterruptedException {
        while (arrived.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
            String next = words(client.items().get(heard++));
            if (List.of(words).stream().allMatch(next::contains)) {
                return next;
            }
        }
        throw new AssertionError("never heard " + List.of(words) + ", but " + everything());
    }

    /** Fails if a message with this word has come by now or comes within the time. */
    void hearsNothingOf(String word, long milliseconds) throws InterruptedException {
        Thread.sleep(milliseconds);
        assertThat(everything()).noneMatch(said -> said.contains(word));
    }

    long count(String word) {
        return everything().stream().filter(said -> said.contains(word)).count();
    }

    List<String> everything() {
        return client.items().stream().map(Talk::words).toList();
    }

    private static String words(RawClient.Item item) {
        return switch (item) {
            case RawClient.Http(int status, _, String body) -> "HTTP " + status + " " + body;
            case RawClient.Message(int opcode, byte[] payload) when opcode == 8 ->
                    "CLOSE " + (payload.length < 2 ? 0 : ByteBuffer.wrap(payload).getShort());
            case RawClient.Message(_, byte[] payload) ->
                    new String(payload, StandardCharsets.UTF_8);
            case RawClient.Ended _ -> "ENDED";
        };
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
