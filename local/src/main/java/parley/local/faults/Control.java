package parley.local.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import parley.local.faults.Faults.Border;
import parley.local.faults.Faults.Fault;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Endpoint;
import parley.local.http.Json;

/**
 * The control port: {@code GET, POST, DELETE /faults}, {@code GET /state}, {@code GET /rows/TABLE},
 * {@code POST /do/ACTION}, {@code PATCH /realtime} and {@code PATCH /auth}.
 */
public final class Control implements Endpoint {
    private final Faults faults;
    private final Supplier<ObjectNode> state;
    private final Rows rows;
    private final Map<String, Action> actions;
    private final Map<String, Consumer<JsonNode>> limits;

    /** Something to do at once, such as cutting every socket. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    public Control(
            Faults faults,
            Supplier<ObjectNode> state,
            Rows rows,
            Map<String, Action> actions,
            Map<String, Consumer<JsonNode>> limits) {
        this.faults = faults;
        this.state = state;
        this.rows = rows;
        this.actions = actions;
        this.limits = limits;
    }

    @Override
    public Answer answer(Ask ask) throws Exception {
        String path = ask.path();
        if (path.startsWith("/rows/") && "GET".equals(ask.method())) {
            return rows.of(path.substring("/rows/".length()), ask.parameters());
        }
        if (path.startsWith("/do/") && "POST".equals(ask.method())) {
            return act(path.substring("/do/".length()));
        }
        return switch (ask.method() + " " + path) {
            case "GET /faults" -> Answer.json(200, faults.json());
            case "POST /faults" -> set(ask);
            case "DELETE /faults" -> clear();
            case "PATCH /realtime", "PATCH /auth" -> limit(path.substring(1), ask);
            case "GET /state" -> Answer.json(200, state.get().set("faults", faults.json()));
            default ->
                    Answer.json(
                            404,
                            "{\"message\":\"faults, state, rows/TABLE, do/ACTION, realtime, auth\"}");
        };
    }

    /** Borders that are named change; what is not said of them becomes good again. */
    private Answer set(Ask ask) {
        try {
            for (Map.Entry<String, JsonNode> entry : ask.json().properties()) {
                if (entry.getKey().equals("seed")) {
                    faults.seed(entry.getValue().asLong());
                    continue;
                }
                Border border = Faults.border(entry.getKey());
                faults.set(border, Fault.of(entry.getValue()));
            }
            return Answer.json(200, faults.json());
        } catch (IllegalArgumentException | JsonProcessingException e) {
            return Answer.json(
                    400,
                    Json.object(Map.of("message", "borders: push rpc functions webhook config")));
        }
    }

    /** The project's limits, by the names that the real APIs have for them. */
    private Answer limit(String of, Ask ask) throws JsonProcessingException {
        Consumer<JsonNode> limit = limits.get(of);
        if (limit == null) {
            return Answer.json(404, Json.object(Map.of("message", "limits: " + limits.keySet())));
        }
        limit.accept(ask.json());
        return Answer.empty(204);
    }

    private Answer clear() {
        faults.clear();
        return Answer.json(200, faults.json());
    }

    private Answer act(String name) throws Exception {
        Action action = actions.get(name);
        if (action == null) {
            return Answer.json(404, Json.object(Map.of("message", "actions: " + actions.keySet())));
        }
        action.run();
        return Answer.empty(204);
    }
}
