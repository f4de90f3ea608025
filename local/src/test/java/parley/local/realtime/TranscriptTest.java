package parley.local.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two broadcasts on two topics that the real server sent at once may come in either order, and so
 * may one and the server's timer that fell just after it; no others may.
 */
class TranscriptTest {
    private final Recording recording = Recording.read("84-two-topics-one-socket");
    private final Transcript transcript = new Transcript(new Masks(recording));
    private final List<String> recorded =
            transcript.recorded(recording).values().iterator().next().stream()
                    .filter(frame -> frame.startsWith("BINARY 4"))
                    .toList();
    private final List<RawClient.Item> items =
            recording.lines().stream()
                    .filter(line -> line.fromServer() && line.text("op").equals("binary"))
                    .map(line ->
                            new RawClient.Message(2, Base64.getDecoder().decode(line.text("b64"))))
                    .map(RawClient.Item.class::cast)
                    .toList();

    @Test
    void what_came_at_once_on_two_topics_is_the_same_in_either_order() {
        assertThat(items).hasSize(3);
        assertThat(transcript.seen(items)).isEqualTo(recorded);
        assertThat(transcript.seen(List.of(items.get(1), items.get(0), items.get(2))))
                .isEqualTo(recorded);
    }

    @Test
    void another_order_is_another() {
        assertThat(transcript.seen(List.of(items.get(0), items.get(2), items.get(1))))
                .isNotEqualTo(recorded);
        assertThat(transcript.seen(List.of(items.get(2), items.get(0), items.get(1))))
                .isNotEqualTo(recorded);
    }

    @Test
    void a_push_just_before_the_servers_own_timer_may_come_just_after_it() {
        Recording ready = Recording.read("36-replication-ready");
        Transcript there = new Transcript(new Masks(ready));
        List<String> sent = there.recorded(ready).values().iterator().next();
        List<RawClient.Item> all =
                ready.lines().stream()
                        .filter(line ->
                                line.is("ws")
                                        && line.fromServer()
                                        && !line.text("op").equals("close"))
                        .map(TranscriptTest::message)
                        .toList();
        assertThat(all).as("join, early push, ready, late push").hasSize(4);
        List<String> usual = there.seen(all);
        assertThat(sent).containsAll(usual);
        assertThat(there.seen(List.of(all.get(0), all.get(2), all.get(1), all.get(3))))
                .isEqualTo(usual);
        assertThat(there.seen(List.of(all.get(0), all.get(1), all.get(3), all.get(2))))
                .as("the late one comes after it")
                .isNotEqualTo(usual);
    }

    private static RawClient.Item message(Recording.Line line) {
        return line.text("op").equals("binary")
                ? new RawClient.Message(2, Base64.getDecoder().decode(line.text("b64")))
                : new RawClient.Message(1, line.text("text").getBytes(StandardCharsets.UTF_8));
    }
}
