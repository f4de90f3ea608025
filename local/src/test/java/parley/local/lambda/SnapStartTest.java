package parley.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import parley.local.http.Ask;
import parley.local.http.Json;
import parley.local.lambda.frozen.FrozenRandom;
import parley.local.lambda.handler.EarlyHandler;
import parley.local.stack.Options;
import parley.local.stack.Stack;

/** The hooks around a snapshot, under AWS's real runtime client in its snap-start mode. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapStartTest {
    private Stack stack;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        stack = Stack.start(Options.fresh().withoutFunctions());
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void two_restores_of_one_snapshot_share_no_id_no_secret_and_no_signature() throws Exception {
        try (Snapshots snapshots = new Snapshots(stack, work("two"), 20)) {
            Path restored = folder.resolve("restored-two");
            var one = snapshots.take("visitor-session", frozen(restored), frozenClasses());
            var other = snapshots.take("visitor-session", frozen(restored), frozenClasses());
            assertThat(connections("visitor-session")).isZero();
            Files.createFile(restored);
            one.restore();
            other.restore();
            List<String> all = new ArrayList<>(words(one.ask(visit())));
            all.addAll(words(other.ask(visit())));
            all.addAll(words(one.ask(visit())));
            assertThat(all).hasSize(12).doesNotHaveDuplicates();
        }
    }

    /** The test above can fail: a function that draws its id at its start is seen. */
    @Test
    void an_id_drawn_before_the_snapshot_is_shared() throws Exception {
        try (Snapshots snapshots = new Snapshots(stack, work("early"), 20)) {
            Path root = Files.createDirectories(folder.resolve("early-root"));
            copy(EarlyHandler.class, root);
            FunctionSpec spec =
                    new FunctionSpec(
                            "early",
                            EarlyHandler.class.getName(),
                            root,
                            512,
                            Duration.ofSeconds(10),
                            Map.of(),
                            null,
                            false);
            Path restored = folder.resolve("restored-early");
            var one = snapshots.start(spec, root, frozen(restored), frozenClasses());
            var other = snapshots.start(spec, root, frozen(restored), frozenClasses());
            Files.createFile(restored);
            one.restore();
            other.restore();
            assertThat(one.ask(visit())).isEqualTo(other.ask(visit())).contains("200");
        }
    }

    @Test
    void a_snapshot_holds_no_connection_and_no_secret_and_the_restore_opens_both()
            throws Exception {
        try (Snapshots snapshots = new Snapshots(stack, work("closed"), 20)) {
            var snapshot = snapshots.take("widget-config", List.of(), "");
            assertThat(snapshot.log()).containsPattern("\"rehearsed\":20\\b");
            assertThat(snapshots.asked()).isEmpty();
            assertThat(connections("widget-config")).isZero();
            snapshot.restore();
            String answer = snapshot.ask(get("/pk_acme_demo"));
            assertThat(Json.parse(answer).path("statusCode").asInt()).isEqualTo(200);
            assertThat(snapshots.asked()).containsExactly("database");
            assertThat(connections("widget-config")).isEqualTo(1);
            assertThat(snapshot.log()).doesNotContain("asleep", "unrehearsed");
        }
    }

    private Path work(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private long connections(String function) throws SQLException {
        try (var admin = stack.postgres().admin();
                var count =
                        admin.prepareStatement(
                                "select count(*) from pg_stat_activity where application_name = ?")) {
            count.setString(1, "parley " + function);
            try (var rows = count.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Session, visitor, secret and signature of one answer. */
    private static List<String> words(String answer) {
        JsonNode said = Json.parse(Json.parse(answer).path("body").asText());
        String token = said.path("token").asText();
        return List.of(
                said.path("session").path("id").asText(),
                said.path("session").path("secret").asText(),
                said.path("visitor_id").asText(),
                token.substring(token.lastIndexOf('.') + 1));
    }

    private static Ask visit() {
        byte[] body = "{\"tenant\":\"pk_acme_demo\"}".getBytes(StandardCharsets.UTF_8);
        return new Ask("POST", "/", "", Map.of(), body, "192.0.2.1");
    }

    private static Ask get(String path) {
        return new Ask("GET", path, "", Map.of(), new byte[0], "192.0.2.1");
    }

    /** FrozenRandom before the providers that the JVM has anyway. */
    private List<String> frozen(Path restored) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("security.provider.1=").append(FrozenRandom.class.getName()).append('\n');
        int place = 2;
        for (Provider provider : Security.getProviders())
            text.append("security.provider.%d=%s%n".formatted(place++, provider.getName()));
        Path file = Files.writeString(folder.resolve("frozen.properties"), text.toString());
        return List.of(
                "-Djava.security.properties=" + file,
                "-Dfrozen.restored=" + restored,
                "-XX:TieredStopAtLevel=1");
    }

    private String frozenClasses() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("frozen"));
        copy(FrozenRandom.class, classes);
        copy(FrozenRandom.Engine.class, classes);
        return classes.toString();
    }

    private static void copy(Class<?> type, Path to) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        Path file = to.resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream in = type.getResourceAsStream("/" + name)) {
            Files.write(file, in.readAllBytes());
        }
    }
}
