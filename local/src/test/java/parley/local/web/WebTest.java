package parley.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.local.faults.Faults;
import parley.local.faults.Faults.Border;
import parley.local.faults.Faults.Fault;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Json;
import parley.local.tokens.SigningKey;

class WebTest {
    private final Faults faults = new Faults(1);
    private final SigningKey key = SigningKey.generate();
    private int asked;
    private String control = "public, max-age=60, s-maxage=15";
    private Web web;

    @BeforeEach
    void pages(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("visitor.html"), "<p>hello");
        Files.writeString(folder.resolve("embed.js"), "export {}");
        Files.writeString(folder.resolve("content-security-policy.txt"), "default-src 'self'\n");
        Files.writeString(folder.resolveSibling("secret.txt"), "outside");
        web = new Web(folder, this::config, "http://issuer", key, faults);
    }

    private Answer config(Ask ask) {
        asked++;
        return Answer.json(ask.path().equals("/nobody") ? 404 : 200, "\"" + asked + "\"")
                .with("cache-control", control);
    }

    @Test
    void pages_come_with_their_type_their_policy_and_are_not_kept() throws Exception {
        Answer page = get("/visitor.html");
        assertThat(page.headers())
                .containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("Content-Security-Policy", "default-src 'self'");
        assertThat(get("/embed.js").headers())
                .containsEntry("Content-Type", "text/javascript; charset=utf-8")
                .doesNotContainKey("Content-Security-Policy");
    }

    @Test
    void nothing_outside_the_folder_is_served() throws Exception {
        assertThat(get("/../secret.txt").status()).isEqualTo(404);
        assertThat(get("/missing.html").status()).isEqualTo(404);
    }

    @Test
    void a_config_is_kept_by_path_as_long_as_its_answer_allows() throws Exception {
        assertThat(text(get("/config/a"))).isEqualTo("\"1\"");
        Answer again = get("/config/a");
        assertThat(text(again)).isEqualTo("\"1\"");
        assertThat(again.headers()).containsEntry("X-Cache", "Hit");
        assertThat(text(get("/config/b"))).isEqualTo("\"2\"");
        web.clearCache();
        assertThat(text(get("/config/a"))).isEqualTo("\"3\"");
    }

    @Test
    void what_forbids_it_or_is_an_error_is_not_kept() throws Exception {
        control = "no-store";
        get("/config/a");
        get("/config/a");
        control = "max-age=15";
        get("/config/nobody");
        get("/config/nobody");
        assertThat(asked).isEqualTo(4);
    }

    @Test
    void the_way_to_the_config_may_break() throws Exception {
        faults.set(Border.CONFIG, new Fault(1, 0, 0, 0));
        assertThat(get("/config/a")).isSameAs(Answer.CUT);
    }

    @Test
    void the_issuers_two_files_name_each_other_and_only_the_public_key() throws Exception {
        assertThat(text(get("/.well-known/openid-configuration")))
                .contains("\"issuer\":\"http://issuer\"")
                .contains("\"jwks_uri\":\"http://issuer/.well-known/jwks.json\"");
        assertThat(Json.parse(text(get("/.well-known/jwks.json"))).at("/keys/0/kid").asText())
                .isEqualTo(key.jwk().getKeyID());
        assertThat(text(get("/.well-known/jwks.json"))).doesNotContain("\"d\":");
    }

    private Answer get(String path) throws Exception {
        return web.answer(new Ask("GET", path, "", Map.of(), new byte[0], "127.0.0.1"));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
