package parley.core.call;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.core.Shown;

/** "Ring the desks for me." The call's id is the visitor's, so that asking twice is one call. */
public record Ask(
        UUID callId,
        UUID instance,
        Media media,
        Offer offer,
        @Nullable Page page,
        @Nullable String name) {
    public Ask {
        name = Shown.cut(name, 80);
    }
}
