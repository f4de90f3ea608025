package parley.functions.callsweep;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import parley.edge.Settings;
import parley.edge.stage.Rehearsal;

/** What is rehearsed before a snapshot. */
final class Script {
    private Script() {}

    static Rehearsal of(Function<Settings, Rehearsal.Actor> cast) {
        return new Rehearsal(
                List.of("{\"source\":\"aws.scheduler\"}"),
                Map.of("PARLEY_SUPABASE_KEY", "stage"),
                Map.of(
                        "sweep",
                        "{\"ended\":0,\"purged\":0,\"oldest_seconds\":0,\"may_judge_silence\":true}",
                        "drain_outbox",
                        "{\"taken\":0,\"recorded\":0,\"failed\":0,\"oldest_seconds\":0,\"events\":[]}",
                        "settle",
                        "{\"settled\":0,\"more\":false}",
                        "settle_relays",
                        "{\"relayed\":0,\"more\":false}",
                        "purge",
                        "{\"purged\":0}",
                        "load",
                        "{\"relay_bytes_day\":0}"),
                Map.of(),
                cast);
    }
}
