package parley.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One function as the template describes it.
 *
 * @param name its folder, which is also the name of its zip
 * @param variables the environment variables it names, with what the template itself says of them;
 *     an empty text where only a deployment knows
 * @param url what its function URL allows, or null where it has none
 * @param scheduled whether a schedule invokes it
 */
record FunctionSpec(
        String name,
        String handler,
        Path zip,
        int memoryMegabytes,
        Duration timeout,
        Map<String, String> variables,
        @Nullable UrlCors url,
        boolean scheduled) {

    /** What the function URL says to other origins; nothing when it names none. */
    record UrlCors(
            List<String> origins,
            List<String> methods,
            List<String> headers,
            List<String> exposed,
            @Nullable String maxAge) {}
}
