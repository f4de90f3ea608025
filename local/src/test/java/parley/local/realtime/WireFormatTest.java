package parley.local.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WireFormatTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    @Test
    void a_binary_push_is_relayed_byte_by_byte() {
        Frame push =
                new Frame(
                        Frame.Kind.BINARY,
                        hex("03 01 01 0a 02 00 01 36 37 7265616c74696d653a63 6869 7b2261223a317d"));
        Envelope envelope = new ProtocolTwo().decode(push).orElseThrow();
        assertThat(envelope.ref().asText()).isEqualTo("7");
        Frame relay =
                new ProtocolTwo()
                        .delivery("realtime:c", envelope.payload().asMessage())
                        .orElseThrow();
        assertThat(relay.payload())
                .isEqualTo(hex("04 0a 02 00 01 7265616c74696d653a63 6869 7b2261223a317d"));
    }

    @Test
    void frames_are_cut_wherever_the_bytes_were_cut() throws Exception {
        byte[] whole = RawClient.header(1, 5);
        FrameReader reader = new FrameReader();
        for (byte one : whole) {
            reader.add(new byte[] {one});
            assertThat(reader.next()).isNull();
        }
        reader.add("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(reader.next())
                .extracting(Frame::payload)
                .isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_frame_that_is_too_large_is_refused_at_its_header() {
        FrameReader reader = new FrameReader();
        reader.add(RawClient.header(2, 5_000_001));
        assertThatThrownBy(reader::next)
                .isInstanceOf(FrameReader.Broken.class)
                .hasMessage("close 1009");
    }

    @Test
    void an_unmasked_frame_breaks_the_protocol() {
        FrameReader reader = new FrameReader();
        reader.add(new byte[] {(byte) 0x81, 0});
        assertThatThrownBy(reader::next).hasMessage("close 1002");
    }

    @Test
    void a_control_frame_that_is_too_long_breaks_it_too() {
        FrameReader ping = new FrameReader();
        ping.add(RawClient.header(9, 126));
        assertThatThrownBy(ping::next).hasMessage("close 1002");
    }

    @Test
    void a_list_of_bytes_counts_as_a_text() {
        byte[] list = "[1,2,255]".getBytes(StandardCharsets.UTF_8);
        assertThat(ErlangSize.ofJson(Json.parse(list).orElseThrow())).isEqualTo(1 + 3 + 3);
    }

    @Test
    void the_average_of_events_is_taken_at_ticks_over_a_window_that_begins_empty()
            throws Exception {
        try (SteppedTimers timers = new SteppedTimers(1000)) {
            RateCounter counter = new RateCounter(timers, Delays.RATE_TICK, 12, () -> 10);
            counter.start();
            counter.add(100);
            assertThat(counter.isTripped()).isFalse();
            timers.runUntil(Duration.ofSeconds(5));
            assertThat(counter.average()).isEqualTo(10);
            assertThat(counter.isTripped()).isTrue();
            timers.runUntil(Duration.ofSeconds(10));
            assertThat(counter.isTripped()).isFalse();
        }
    }
}
