package parley.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    private static final List<String> SHOP = List.of("https://shop.example");

    @Test
    void the_listed_origin_is_allowed() {
        assertThat(Origins.allow(SHOP, "https://shop.example")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "http://shop.example",
                "https://shop.example/",
                "https://shop.example:443",
                "https://shop.example:8443",
                "https://SHOP.example",
                "https://shop.example.evil.example",
                "https://evilshop.example",
                "https://evil.example/https://shop.example",
                "https://shop.example, https://evil.example",
                "https://shop.example ",
                "*"
            })
    void what_only_looks_like_it_is_not(String origin) {
        assertThat(Origins.allow(SHOP, origin)).isFalse();
    }

    @Test
    void a_tenant_that_listed_origins_wants_to_hear_one() {
        assertThat(Origins.allow(SHOP, null)).isFalse();
    }

    @Test
    void a_tenant_that_listed_none_takes_any() {
        assertThat(Origins.allow(List.of(), "https://any.example")).isTrue();
        assertThat(Origins.allow(List.of(), null)).isTrue();
    }
}
