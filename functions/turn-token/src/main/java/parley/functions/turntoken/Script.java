package parley.functions.turntoken;

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
                List.of(Rehearsal.request("POST", "/", "", "{\"ticket\":\"stage\"}")),
                Map.of(
                        "PARLEY_RELAY_PROVIDER", "coturn",
                        "PARLEY_RELAY_URLS", "turn:stage.example:3478",
                        "PARLEY_RELAY_SECRET", "stage/relay"),
                Map.of(
                        "relay_facts",
                        """
                        {"kind":"call","call_open":true,"tenant_id":"a0000000-0000-4000-8000-000000000001",
                         "call_id":"6f9619ff-8b86-4d01-b42d-00c04fc964ff","side":"visitor","media":"audio","relay":true,
                         "relay_video":false,"rung":true,"probe_open":false,"redeemed":0,"redeemed_most":10,"superseded":false,
                         "retry_after":0,"rate":32000,"life_ms":300000,"call_bytes":0,"call_budget":500000000,"month_bytes":0,
                         "month_budget":20000000000,"low_percent":80,"stun":["stun:stage.example:3478"]}
                        """,
                        "reserve_relay",
                        "{\"grant_id\":\"6f9619ff-8b86-4d01-b42d-00c04fc964ff\",\"expires_at\":2000000000}"),
                Map.of("stage/relay", "{\"secret\":\"stage\"}"),
                cast);
    }
}
