package parley.edge.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.core.Malformed;
import parley.core.call.Media;

class JsonTest {
    record Inner(String text, int number) {}

    record Outer(UUID callId, Media media, Inner inner, @Nullable String name, List<String> all) {}

    private static final String GOOD =
            """
            {"call_id":"6f9619ff-8b86-4d01-b42d-00c04fc964ff","media":"audio",
             "inner":{"text":"x","number":1},"all":["a"],"from_tomorrow":true}\
            """;

    @Test
    void a_record_is_read_by_its_names_and_what_is_new_is_let_through() {
        assertThat(Json.read(GOOD, Outer.class))
                .isEqualTo(
                        new Outer(
                                UUID.fromString("6f9619ff-8b86-4d01-b42d-00c04fc964ff"),
                                Media.AUDIO,
                                new Inner("x", 1),
                                null,
                                List.of("a")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"call_id\":\"6f9619ff-8b86-4d01-b42d-00c04fc964ff\",||call_id: is missing",
                "6f9619ff-8b86-4d01-b42d-00c04fc964ff|b5Yf/4aGTQG0LQDATFlk/w==|call_id: must be a uuid",
                "6f9619ff-8b86-4d01-b42d-00c04fc964ff|6f9619ff|call_id: must be a uuid",
                "\"6f9619ff-8b86-4d01-b42d-00c04fc964ff\"|5|call_id: must be a uuid",
                "\"audio\"|\"smell\"|media: must be one of audio, video",
                "\"audio\"|\"AUDIO\"|media: must be one of audio, video",
                "\"audio\"|0|media: must be one of audio, video",
                "\"text\":\"x\"|\"text\":5|inner.text: must be text",
                "\"text\":\"x\"|\"text\":true|inner.text: must be text",
                "\"text\":\"x\"|\"text\":{}|inner.text: must be text",
                "\"number\":1|\"number\":1.5|inner.number: has the wrong type",
                "\"number\":1|\"number\":\"1\"|inner.number: has the wrong type",
                "\"number\":1|\"number\":null|inner.number: is missing",
                "{\"text\":\"x\",\"number\":1}|[]|inner: must be an object",
                "{\"text\":\"x\",\"number\":1}|\"\"|inner: must be an object",
                "[\"a\"]|[5]|all.0: must be text",
                "[\"a\"]|[\"\\ud800\"]|all.0: must be text that can be kept",
                "\"x\"|\"\\u0000\"|inner.text: must be text that can be kept",
                "\"x\"|\"\\udc00\\ud800\"|inner.text: must be text that can be kept",
                "\"media\":\"audio\"|\"media\":\"audio\",\"media\":\"video\"|must be JSON within its limits"
            })
    void a_complaint_names_the_path(String part, @Nullable String spoilt, String complaint) {
        var bad = GOOD.replace(part, spoilt == null ? "" : spoilt);
        assertThat(bad).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> Json.read(bad, Outer.class))
                .isInstanceOf(Malformed.class)
                .hasMessage(complaint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "5", "\"x\"", "{", "{}{}", "{\"a\":NaN}", "{'a':1}"})
    void what_is_no_object_is_malformed(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(Malformed.class);
    }

    @Test
    void depth_length_and_numbers_are_capped() {
        var deep = "{\"a\":".repeat(40) + "1" + "}".repeat(40);
        var longText = "{\"a\":\"" + "x".repeat(200 * 1024) + "\"}";
        var longNumber = "{\"a\":" + "1".repeat(100) + "}";
        var longName = "{\"" + "a".repeat(1000) + "\":1}";
        for (var bad : List.of(deep, longText, longNumber, longName))
            assertThatThrownBy(() -> Json.parse(bad)).isInstanceOf(Malformed.class);
    }

    @Test
    void bytes_that_are_no_text_are_malformed() {
        byte[] latin = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] overlong = {'{', '"', 'a', '"', ':', '"', (byte) 0xC0, (byte) 0x80, '"', '}'};
        assertThatThrownBy(() -> Json.parse(latin)).hasMessage("must be UTF-8");
        assertThatThrownBy(() -> Json.parse(overlong)).hasMessage("must be UTF-8");
    }

    /** With zeros in front, Jackson would take any bytes for UTF-16 or UTF-32. */
    @Test
    void zeros_are_malformed_and_no_other_encoding() {
        for (var wide : List.of(StandardCharsets.UTF_16BE, Charset.forName("UTF-32BE"))) {
            assertThatThrownBy(() -> Json.parse("{\"a\":1}".getBytes(wide)))
                    .isInstanceOf(Malformed.class);
        }
        assertThatThrownBy(() -> Json.parse(new byte[] {'{', 0, 0, 0, 0, '"', 'a', '"'}))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void a_name_that_is_not_ours_is_not_repeated() {
        assertThatThrownBy(() -> Json.parse("{\"<b>\":{\"a\":\"\\u0000\"}}"))
                .hasMessage("?.a: must be text that can be kept");
    }

    @Test
    void what_the_database_said_goes_through_as_it_was() {
        var said = Json.parse("{\"call\":{\"x\":[1,null]},\"more\":1.50}");
        assertThat(said.with("relay_ticket", null))
                .hasToString("{\"call\":{\"x\":[1,null]},\"more\":1.5,\"relay_ticket\":null}");
    }
}
