package parley.local.attacks;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.local.stack.Options;
import parley.local.stack.Stack;

/** One running product for every test of this process that attacks it; it ends with the process. */
public final class Shared {
    private static @Nullable Street street;

    private Shared() {}

    /** Nobody is refused there for asking often, unless a test says so. */
    public static synchronized Street street() throws Exception {
        Street open = street;
        if (open == null) {
            open = new Street(Stack.start(generous()));
            street = open;
        }
        return open;
    }

    public static Options generous() {
        return Options.fresh()
                .with(
                        Map.of(
                                "rate_source", "1000000000",
                                "rate_session", "1000000000",
                                "rate_tenant", "1000000000",
                                "rate_relay", "1000000000"));
    }
}
