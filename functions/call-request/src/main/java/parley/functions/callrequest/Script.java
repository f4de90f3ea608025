package parley.functions.callrequest;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import parley.core.session.Visitor;
import parley.edge.Settings;
import parley.edge.stage.Rehearsal;
import parley.edge.token.Throwaway;

/** What is rehearsed before a snapshot. */
final class Script {
    private Script() {}

    /** No two signatures are alike, and neither is the way through their arithmetic. */
    private static final int TOKENS = 32;

    private static final String ASK =
            """
            {"call_id":"6f9619ff-8b86-4d01-b42d-00c04fc964ff","instance":"11111111-0000-4000-8000-000000000001",\
            "media":"audio","offer":{"type":"offer","sdp":"v=0"}}\
            """;

    static Rehearsal of(Function<Settings, Rehearsal.Actor> cast) {
        var key = new Throwaway();
        var visitor =
                new Visitor(
                        UUID.fromString("71517012-0000-4000-8000-000000000001"),
                        UUID.fromString("a0000000-0000-4000-8000-000000000001"),
                        UUID.fromString("5e551011-0000-4000-8000-000000000001"));
        return new Rehearsal(
                Stream.generate(() -> Rehearsal.request("POST", "/", key.token(visitor), ASK))
                        .limit(TOKENS)
                        .toList(),
                Map.of(
                        "PARLEY_ISSUER",
                        Throwaway.ISSUER,
                        "PARLEY_JWKS",
                        key.jwks(),
                        "PARLEY_SOURCE_SECRET",
                        "stage/source"),
                Map.of("call_request_facts", FACTS, "open_call", OPENED),
                Map.of("stage/source", "c3RhZ2U="),
                cast);
    }

    private static final String FACTS =
            """
            {"tenant":{"id":"a0000000-0000-4000-8000-000000000001","allowed_origins":["https://stage.example"],
              "max_open_calls":20,"open_calls":3},
             "voice":true,"video":false,"relay":true,"open_now":true,"opens_at":null,"available_desks":2,
             "blocked":false,"retry_after":0,"this_call":null,"own_call":null}
            """;

    private static final String OPENED =
            """
            {"call":{"call_id":"6f9619ff-8b86-4d01-b42d-00c04fc964ff","state":"ringing","version":1,"generation":0,
              "media":"audio","ring_ms_left":45000,"devices":0,"declined":false,"agent":null,"end":null},
             "ice":{"servers":[{"urls":["stun:stage.example:3478"]}],"policy":"all"},"timing":{"touch":15000}}
            """;
}
