package parley.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MalformedTest {
    @Test
    void it_says_where_from_the_outermost_document_on() {
        assertThat(new Malformed("sdp", "too long").under("offer").under("call"))
                .hasMessage("call.offer.sdp: too long");
        assertThat(new Malformed("", "no object").under("offer")).hasMessage("offer: no object");
        assertThat(new Malformed("sdp", "too long").under("")).hasMessage("sdp: too long");
        assertThat(new Malformed("", "no JSON")).hasMessage("no JSON");
    }
}
