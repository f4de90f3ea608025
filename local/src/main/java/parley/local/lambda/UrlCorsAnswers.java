package parley.local.lambda;

import java.util.LinkedHashMap;
import java.util.Map;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.lambda.FunctionSpec.UrlCors;

/** The cross-origin answers of a function URL: Lambda gives them, the function never sees them. */
final class UrlCorsAnswers {
    private UrlCorsAnswers() {}

    static boolean isPreflight(Ask ask) {
        return "OPTIONS".equals(ask.method())
                && ask.header("origin") != null
                && ask.header("access-control-request-method") != null;
    }

    static Answer preflight(UrlCors cors, Ask ask) {
        Map<String, String> headers = new LinkedHashMap<>(origin(cors, ask));
        if (!headers.isEmpty()) {
            headers.put("Access-Control-Allow-Methods", String.join(",", cors.methods()));
            headers.put("Access-Control-Allow-Headers", String.join(",", cors.headers()));
            if (cors.maxAge() != null) {
                headers.put("Access-Control-Max-Age", cors.maxAge());
            }
        }
        return Answer.empty(200).with(headers);
    }

    static Answer decorate(Answer answer, UrlCors cors, Ask ask) {
        Map<String, String> headers = new LinkedHashMap<>(origin(cors, ask));
        if (!headers.isEmpty() && !cors.exposed().isEmpty()) {
            headers.put("Access-Control-Expose-Headers", String.join(",", cors.exposed()));
        }
        return answer.with(headers);
    }

    private static Map<String, String> origin(UrlCors cors, Ask ask) {
        String origin = ask.header("origin");
        if (origin == null) {
            return Map.of();
        }
        if (cors.origins().contains("*")) {
            return Map.of("Access-Control-Allow-Origin", "*");
        }
        return cors.origins().contains(origin)
                ? Map.of("Access-Control-Allow-Origin", origin, "Vary", "Origin")
                : Map.of();
    }
}
