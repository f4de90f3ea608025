package parley.core.call;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.core.call.CallFacts.OwnCall;
import parley.core.call.CallFacts.ThisCall;

/** Facts under which a call rings; each test spoils one of them. */
final class Given {
    static final String SHOP = "https://shop.example";

    List<String> origins = List.of(SHOP);
    boolean voice = true;
    boolean video = true;
    boolean relay;
    boolean openNow = true;
    @Nullable String opensAt;
    int desks = 2;
    boolean blocked;
    int retryAfter;
    int openCalls = 3;
    @Nullable ThisCall thisCall;
    @Nullable OwnCall ownCall;

    CallFacts facts() {
        var tenant = new CallFacts.Tenant(new UUID(0, 1), origins, 20, openCalls);
        return new CallFacts(
                tenant,
                voice,
                video,
                relay,
                openNow,
                opensAt,
                desks,
                blocked,
                retryAfter,
                thisCall,
                ownCall);
    }

    CallDecision decision() {
        return CallPolicy.decide(facts(), Media.AUDIO, SHOP);
    }
}
