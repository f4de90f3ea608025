package parley.functions.widgetconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.edge.Settings;
import parley.edge.json.Json;
import parley.testing.Contract;
import parley.testing.Invoked;
import parley.testing.SecretsManager;
import parley.testing.UrlEvent;

class WidgetConfigTest {
    private final SecretsManager aws = new SecretsManager();
    private final Settings settings =
            aws.settings(
                    Map.of(
                            "PARLEY_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/postgres",
                            "PARLEY_DATABASE_USER", "parley_functions",
                            "PARLEY_DATABASE_SECRET", "database",
                            "PARLEY_SUPABASE_URL", "http://127.0.0.1:4401",
                            "PARLEY_SUPABASE_KEY", "sb_publishable_local",
                            "PARLEY_VISITOR_SESSION_URL", "http://127.0.0.1:4402/visitor-session/",
                            "PARLEY_CALL_REQUEST_URL", "http://127.0.0.1:4402/call-request/",
                            "PARLEY_TURN_TOKEN_URL", "http://127.0.0.1:4402/turn-token/"));
    private final WidgetConfigHandler handler =
            new WidgetConfigHandler(settings, Clock.systemUTC());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void what_the_database_says_becomes_what_the_page_reads() {
        var facts = Json.read(Contract.text("sql/widget_config.json"), WidgetFacts.class);
        assertThat(Contract.parse(Json.write(Config.of(facts, settings))))
                .isEqualTo(Contract.tree("functions/widget-config.answer.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/config/", "/config/a%20b", "/config/'", "/config/../../x y"})
    void what_is_no_key_is_an_unknown_tenant_without_asking_anybody(String path) {
        var answer = Invoked.by(handler, UrlEvent.get(path));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().get("rejected").textValue()).isEqualTo("unknown_tenant");
        assertThat(aws.asked).isEmpty();
    }

    @Test
    void a_database_that_is_away_is_unavailable_for_now() {
        aws.secrets.put("database", "{\"password\":\"secret\"}");
        var answer = Invoked.by(handler, UrlEvent.get("/config/pk_acme_demo"));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo(Contract.tree("functions/failed.json"));
        assertThat(answer.headers().get("cache-control").textValue()).isEqualTo("no-store");
    }

    @Test
    void secrets_that_are_away_are_unavailable_for_now() {
        assertThat(Invoked.by(handler, UrlEvent.get("/config/pk_acme_demo")).status())
                .isEqualTo(503);
    }
}
