package parley.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublicKeyTest {
    @Test
    void a_key_is_spelled_in_letters_digits_and_lines() {
        assertThat(PublicKey.isSpelled("pk_acme_demo")).isTrue();
        assertThat(PublicKey.isSpelled("")).isFalse();
        assertThat(PublicKey.isSpelled("pk'; drop table")).isFalse();
        assertThat(PublicKey.isSpelled("../x")).isFalse();
    }
}
