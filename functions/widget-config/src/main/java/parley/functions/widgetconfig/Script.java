package parley.functions.widgetconfig;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import parley.edge.Settings;
import parley.edge.stage.Rehearsal;

/** What is rehearsed before a snapshot. */
final class Script {
    private Script() {}

    private static final String KEY = "pk_stage";

    static Rehearsal of(Function<Settings, Rehearsal.Actor> cast) {
        return new Rehearsal(
                List.of(Rehearsal.request("GET", "/config/" + KEY, "", "")),
                Map.of(
                        "PARLEY_SUPABASE_KEY", "stage",
                        "PARLEY_VISITOR_SESSION_URL", "https://stage.example/a/",
                        "PARLEY_CALL_REQUEST_URL", "https://stage.example/b/",
                        "PARLEY_TURN_TOKEN_URL", "https://stage.example/c/"),
                Map.of(
                        "widget_config",
                        """
                        {"tenant":{"id":"a0000000-0000-4000-8000-000000000001","name":"Stage"},"voice":true,"video":true,
                         "agent_status":"online","opens_at":null,"look":{"color":"#123456"}}
                        """),
                Map.of(),
                cast);
    }
}
