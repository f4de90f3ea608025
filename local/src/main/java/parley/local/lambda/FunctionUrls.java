package parley.local.lambda;

import java.io.IOException;
import java.util.Map;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Endpoint;
import parley.local.lambda.FunctionSpec.UrlCors;

/** {@code /NAME/…} is the function URL of NAME; the function sees the rest of the path. */
final class FunctionUrls implements Endpoint {
    private final Map<String, LambdaFunction> functions;

    FunctionUrls(Map<String, LambdaFunction> functions) {
        this.functions = functions;
    }

    @Override
    public Answer answer(Ask ask) throws IOException, InterruptedException {
        String[] parts = ask.path().split("/", 3);
        LambdaFunction function = functions.get(parts.length > 1 ? parts[1] : "");
        UrlCors cors = function == null ? null : function.spec().url();
        if (function == null || cors == null) {
            return Answer.json(403, "{\"Message\":\"Forbidden\"}");
        }
        if (UrlCorsAnswers.isPreflight(ask)) {
            return UrlCorsAnswers.preflight(cors, ask);
        }
        Ask inner = ask.at("/" + (parts.length > 2 ? parts[2] : ""));
        Outcome outcome = function.invoke(UrlEvent.of(inner));
        return UrlCorsAnswers.decorate(UrlAnswer.of(outcome), cors, ask);
    }
}
