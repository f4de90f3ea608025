package parley.core.call;

import org.jspecify.annotations.Nullable;
import parley.core.Shown;

/** Where the visitor presses Call. Only web addresses are kept: the desk shows them as links. */
public record Page(@Nullable String url, @Nullable String title) {
    public Page {
        url = Shown.cut(url, 2000);
        if (url != null && !url.startsWith("https://") && !url.startsWith("http://")) url = null;
        title = Shown.cut(title, 200);
    }
}
