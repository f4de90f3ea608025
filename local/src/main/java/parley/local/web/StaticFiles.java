package parley.local.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Endpoint;

/** The built widget and its demo pages, with the headers that CloudFront gives them. */
final class StaticFiles implements Endpoint {
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("mjs", "text/javascript; charset=utf-8"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("json", "application/json; charset=utf-8"),
                    Map.entry("map", "application/json; charset=utf-8"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("wav", "audio/wav"),
                    Map.entry("mp3", "audio/mpeg"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("wasm", "application/wasm"),
                    Map.entry("txt", "text/plain; charset=utf-8"));

    /** A build may lay these beside the pages; they are sent with each of them. */
    private static final Map<String, String> POLICIES =
            Map.of(
                    "Content-Security-Policy", "content-security-policy.txt",
                    "Permissions-Policy", "permissions-policy.txt");

    private final Path root;

    StaticFiles(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Answer answer(Ask ask) throws IOException {
        if (!"GET".equals(ask.method()) && !"HEAD".equals(ask.method())) {
            return Answer.empty(405);
        }
        String path = ask.path().endsWith("/") ? ask.path() + "index.html" : ask.path();
        Path file = root.resolve(path.substring(1)).normalize();
        if (!file.startsWith(root) || !Files.isRegularFile(file)) {
            return Answer.text(404, "text/plain; charset=utf-8", "Not found\n");
        }
        String type = type(file);
        Answer answer =
                new Answer(
                        200,
                        Map.of(
                                "Content-Type", type,
                                "Cache-Control", "no-store",
                                "X-Content-Type-Options", "nosniff",
                                // The widget is loaded by pages of other origins.
                                "Access-Control-Allow-Origin", "*"),
                        Files.readAllBytes(file));
        return type.startsWith("text/html") ? withPolicies(answer) : answer;
    }

    private Answer withPolicies(Answer page) throws IOException {
        Answer answer =
                page.with(
                        Map.of(
                                "Referrer-Policy", "strict-origin-when-cross-origin",
                                "Cross-Origin-Opener-Policy", "same-origin"));
        for (Map.Entry<String, String> policy : POLICIES.entrySet()) {
            Path file = root.resolve(policy.getValue());
            if (Files.isRegularFile(file)) {
                String text = Files.readString(file, StandardCharsets.UTF_8).strip();
                answer = answer.with(policy.getKey(), text);
            }
        }
        return answer;
    }

    private static String type(Path file) {
        String name = String.valueOf(file.getFileName());
        return TYPES.getOrDefault(
                name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
