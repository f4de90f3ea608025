package parley.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import parley.core.Malformed;

class AskTest {
    private static final String SDP = "v=0\r\n";

    @Test
    void a_description_of_64_kilobytes_fits_and_one_byte_more_does_not() {
        var fits = SDP + "a".repeat(Offer.LARGEST - SDP.length());
        assertThat(new Offer(fits).sdp()).isEqualTo(fits);
        assertThatThrownBy(() -> new Offer(fits + "a"))
                .isInstanceOf(Malformed.class)
                .hasMessage("sdp: must be at most 64 KB");
    }

    @Test
    void bytes_count_and_not_characters() {
        var euros = SDP + "€".repeat(Offer.LARGEST / 2);
        assertThatThrownBy(() -> new Offer(euros)).isInstanceOf(Malformed.class);
    }

    @Test
    void what_is_no_description_is_malformed() {
        assertThatThrownBy(() -> new Offer("hello")).isInstanceOf(Malformed.class);
    }

    @Test
    void long_text_is_cut_between_characters() {
        assertThat(asks("😀".repeat(90)).name()).isEqualTo("😀".repeat(80));
    }

    @Test
    void invisible_steering_is_taken_out_and_nothing_is_no_name() {
        assertThat(asks("A\u202Ed\u0007a").name()).isEqualTo("Ada");
        assertThat(asks(" \u2066 ").name()).isNull();
    }

    @Test
    void a_page_is_a_web_address_or_none() {
        assertThat(new Page("javascript:alert(1)", "x").url()).isNull();
        assertThat(new Page("https://shop.example/cart", "x").url())
                .isEqualTo("https://shop.example/cart");
        assertThat(new Page("https://shop.example/" + "x".repeat(3000), null).url()).hasSize(2000);
    }

    @Test
    void a_callback_without_an_address_reaches_nobody() {
        assertThatThrownBy(() -> new Callback("Ada", "  ", null, null))
                .isInstanceOf(Malformed.class)
                .hasMessage("contact: must not be empty");
    }

    private static Ask asks(String name) {
        return new Ask(new UUID(0, 1), new UUID(0, 2), Media.AUDIO, new Offer(SDP), null, name);
    }
}
