package parley.local.http;

import java.util.Map;

/** Cross-origin answers as Supabase's gateway gives them: everybody may ask, keys decide. */
public final class Cors implements Endpoint {
    private final Endpoint inner;

    public Cors(Endpoint inner) {
        this.inner = inner;
    }

    @Override
    public Answer answer(Ask ask) throws Exception {
        if ("OPTIONS".equals(ask.method())) {
            String asked = ask.headers().getOrDefault("access-control-request-headers", "*");
            return Answer.empty(200)
                    .with(
                            Map.of(
                                    "Access-Control-Allow-Origin", "*",
                                    "Access-Control-Allow-Methods",
                                            "GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS",
                                    "Access-Control-Allow-Headers", asked,
                                    "Access-Control-Max-Age", "3600"));
        }
        Answer answer = inner.answer(ask);
        return answer.status() == 0
                ? answer
                : answer.with(
                        Map.of(
                                "Access-Control-Allow-Origin", "*",
                                "Access-Control-Expose-Headers",
                                        "Content-Range, X-Supabase-Api-Version, X-Sb-Error-Code"));
    }
}
