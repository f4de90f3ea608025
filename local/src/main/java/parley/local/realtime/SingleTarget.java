package parley.local.realtime;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Topic and event in the path of a single broadcast. */
record SingleTarget(String topic, String event) {
    static Optional<SingleTarget> of(String rawPath) {
        List<String> parts = List.of(rawPath.split("/", -1));
        int from = parts.indexOf("broadcast");
        if (parts.size() != from + 4 || !parts.get(from + 2).equals("events")) {
            return Optional.empty();
        }
        return Optional.of(
                new SingleTarget(decoded(parts.get(from + 1)), decoded(parts.get(from + 3))));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
