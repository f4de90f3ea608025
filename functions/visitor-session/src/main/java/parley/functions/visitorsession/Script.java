package parley.functions.visitorsession;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import parley.edge.Settings;
import parley.edge.stage.Rehearsal;
import parley.edge.token.Throwaway;

/** What is rehearsed before a snapshot. */
final class Script {
    private Script() {}

    static Rehearsal of(Function<Settings, Rehearsal.Actor> cast) {
        return new Rehearsal(
                List.of(Rehearsal.request("POST", "/", "", "{\"tenant\":\"pk_stage\"}")),
                Map.of(
                        "PARLEY_ISSUER", Throwaway.ISSUER,
                        "PARLEY_SIGNING_SECRET", "stage/signing",
                        "PARLEY_SOURCE_SECRET", "stage/source"),
                Map.of(
                        "session_facts",
                        """
                        {"tenant":{"id":"a0000000-0000-4000-8000-000000000001","allowed_origins":["https://stage.example"]},
                         "session":null,"retry_after":0,"host_keys":[]}
                        """,
                        "open_session",
                        "{\"visitor_id\":\"71517012-0000-4000-8000-000000000001\"}"),
                Map.of("stage/signing", new Throwaway().privateJwk(), "stage/source", "c3RhZ2U="),
                cast);
    }
}
