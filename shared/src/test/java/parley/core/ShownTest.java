package parley.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger wrote, as somebody will read it. */
class ShownTest {
    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x07, 0x7F, 0x9F, 0x202A, 0x202C, 0x202E, 0x2066, 0x2067, 0x2069})
    void what_steers_and_is_not_seen_goes(int c) {
        assertThat(Shown.cut("a" + Character.toString(c) + "b", 9)).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(ints = {'\n', ' ', 0xA0, 0x2029, 0x202F, 0x2065, 0x206A, 0x1F600})
    void what_stands_beside_it_stays(int c) {
        String text = "a" + Character.toString(c) + "b";
        assertThat(Shown.cut(text, 9)).isEqualTo(text);
    }

    @Test
    void it_is_as_long_as_it_may_be_and_no_half_of_a_character_is_left() {
        assertThat(Shown.cut("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", 2))
                .isEqualTo("\uD83D\uDE00\uD83D\uDE00");
        assertThat(Shown.cut("  Ada  ", 5)).isEqualTo("Ada");
    }

    @Test
    void nothing_to_see_is_nothing() {
        assertThat(Shown.cut(null, 5)).isNull();
        assertThat(Shown.cut(" \u202E ", 5)).isNull();
    }
}
