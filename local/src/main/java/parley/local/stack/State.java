package parley.local.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import parley.local.http.Json;
import parley.local.relay.RelayAt;
import parley.local.tokens.ProjectKeys;

/** What a script needs to know of a running stack. */
public final class State {
    private State() {}

    public static ObjectNode of(Stack stack) {
        Addresses at = stack.addresses();
        ProjectKeys project = ProjectKeys.LOCAL;
        ObjectNode state = Json.object();
        state.put("pid", ProcessHandle.current().pid());
        state.put("site", at.web());
        state.put("supabase", at.supabase());
        state.put("functions", at.functions());
        state.put("control", at.control());
        state.set(
                "postgres",
                Json.object(
                        Map.of(
                                "port", at.ports().postgres(),
                                "url", at.jdbc(),
                                "user", "postgres")));
        RelayAt relay = stack.relay();
        if (relay != null) {
            ObjectNode told = Json.object(Map.of("secret", relay.secret()));
            told.set("urls", Json.MAPPER.valueToTree(relay.urls()));
            told.put("log", relay.log() == null ? null : relay.log().toString());
            state.set("relay", told);
        }
        state.set(
                "keys",
                Json.object(
                        Map.of(
                                "publishable", project.publishable(),
                                "secret", project.secretKey(),
                                "anon", project.anonToken(),
                                "service_role", project.serviceToken())));
        return state;
    }

    /** The same with the demo's people. */
    public static ObjectNode of(Stack stack, People people) {
        ObjectNode state = of(stack);
        people.addTo(state);
        return state;
    }

    /** Written whole or not at all, and only when everything answers. */
    public static void write(ObjectNode state, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path half = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(half, state.toPrettyString());
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
