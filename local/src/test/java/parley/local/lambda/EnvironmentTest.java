package parley.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One process per function: what it is told, and what becomes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnvironmentTest {
    private LambdaRig rig;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        rig = new LambdaRig(folder);
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @Test
    void a_function_sees_only_what_its_resource_names_and_its_own_role() throws Exception {
        String env = rig.get("/env").body();
        assertThat(env)
                .contains(
                        "GREETING=hello",
                        "PARLEY_ISSUER=http://issuer",
                        "PARLEY_SECRET=mine",
                        "AWS_SESSION_TOKEN=");
        assertThat(env).doesNotContain("OTHER=", "HOME=", "AWS_CONTAINER");
    }

    @Test
    void an_exception_is_502_and_the_environment_lives_on() throws Exception {
        int before = Integer.parseInt(rig.get("/count").body());
        assertThat(rig.get("/throw").statusCode()).isEqualTo(502);
        assertThat(Integer.parseInt(rig.get("/count").body())).isEqualTo(before + 2);
    }

    @Test
    void a_function_that_runs_too_long_is_502_and_gets_a_new_environment() throws Exception {
        assertThat(Integer.parseInt(rig.get("/remaining").body())).isBetween(1, 1000);
        assertThat(rig.get("/slow").statusCode()).isEqualTo(502);
        assertThat(rig.get("/count").body()).isEqualTo("1");
    }

    @Test
    void a_crash_is_502_and_the_next_request_is_served() throws Exception {
        assertThat(rig.get("/exit").statusCode()).isEqualTo(502);
        assertThat(rig.get("/count").body()).isEqualTo("1");
    }

    @Test
    void an_answer_over_6_megabytes_is_502() throws Exception {
        assertThat(rig.get("/big").statusCode()).isEqualTo(502);
        assertThat(rig.get("/plain").statusCode()).isEqualTo(200);
    }

    @Test
    void one_runs_a_few_wait_and_the_rest_are_throttled() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(
                    rig.http.sendAsync(
                            HttpRequest.newBuilder(rig.at("/slow")).build(),
                            HttpResponse.BodyHandlers.ofString()));
        }
        List<Integer> statuses = all.stream().map(f -> f.join().statusCode()).sorted().toList();
        assertThat(statuses).containsExactly(429, 429, 429, 502, 502, 502);
    }

    @Test
    void a_scheduled_function_is_fired_with_an_event() throws Exception {
        assertThat(rig.lambda.fire()).isTrue();
        assertThat(rig.log()).contains("handled");
    }
}
