package parley.core.call;

import org.jspecify.annotations.Nullable;
import parley.core.Malformed;
import parley.core.Shown;

/** "Nobody can talk now, please call me." */
public record Callback(
        @Nullable String name, String contact, @Nullable String note, @Nullable String when) {
    public Callback {
        name = Shown.cut(name, 80);
        var reachable = Shown.cut(contact, 200);
        if (reachable == null) throw new Malformed("contact", "must not be empty");
        contact = reachable;
        note = Shown.cut(note, 1000);
        when = Shown.cut(when, 200);
    }
}
