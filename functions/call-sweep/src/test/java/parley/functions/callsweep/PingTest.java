package parley.functions.callsweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.edge.Settings;

class PingTest {
    private final HttpServer rest;
    private int status = 200;
    private String asked = "";

    PingTest() throws IOException {
        rest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        rest.createContext(
                "/",
                exchange -> {
                    var key = exchange.getRequestHeaders().getFirst("apikey");
                    asked =
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + " "
                                    + key;
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        rest.start();
    }

    @AfterEach
    void stop() {
        rest.stop(0);
    }

    @Test
    void the_peoples_own_way_in_is_asked() {
        assertThat(ping().isAnswered()).isTrue();
        assertThat(asked).isEqualTo("POST /rest/v1/rpc/parley_ping key");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 401, 404, 500, 503})
    void any_other_answer_is_none(int other) {
        status = other;
        assertThat(ping().isAnswered()).isFalse();
    }

    @Test
    void nobody_there_is_no_answer() {
        rest.stop(0);
        assertThat(ping().isAnswered()).isFalse();
    }

    private Ping ping() {
        return new Ping(
                new Settings(
                        Map.of(
                                "PARLEY_SUPABASE_URL",
                                "http://127.0.0.1:" + rest.getAddress().getPort(),
                                "PARLEY_SUPABASE_KEY",
                                "key")));
    }
}
