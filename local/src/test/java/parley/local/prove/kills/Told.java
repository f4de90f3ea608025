package parley.local.prove.kills;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import parley.local.prove.people.Said;

/**
 * What the pages of a call were told of its end, and what they were told that they should not have
 * been.
 */
final class Told {
    /** An end as a page was told it: acknowledged, so it may never change. */
    record End(String reason, String by) {}

    final List<String> odd = new CopyOnWriteArrayList<>();
    private volatile @Nullable End end;

    @Nullable End end() {
        return end;
    }

    synchronized Said heard(Said said) {
        if (said.ended()) {
            End now =
                    new End(
                            said.call().at("/end/reason").asText(),
                            said.call().at("/end/by").asText());
            End before = end;
            if (before == null) {
                end = now;
            } else if (!before.equals(now)) {
                odd.add("told " + before + ", then " + now);
            }
        }
        return said;
    }

    /** A no is odd, but for the one that says that the call has ended. */
    void unlessOver(String what, Said said) {
        if (!said.ok() && !said.refused().equals("over")) {
            odd.add(what + ": " + said);
        }
    }
}
