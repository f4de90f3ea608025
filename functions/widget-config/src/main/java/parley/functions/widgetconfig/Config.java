package parley.functions.widgetconfig;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.edge.Settings;

/** What the page gets: the tenant's side of it, and where this deployment answers. */
record Config(
        WidgetFacts.Tenant tenant,
        Features features,
        String agentStatus,
        @Nullable String opensAt,
        Supabase supabase,
        Endpoints endpoints,
        Map<String, Object> look) {

    record Features(boolean voiceEnabled, boolean videoEnabled) {}

    record Supabase(String url, String key) {}

    record Endpoints(String visitorSession, String callRequest, String turnToken) {}

    static Config of(WidgetFacts facts, Settings settings) {
        return new Config(
                facts.tenant(),
                new Features(facts.voice(), facts.video()),
                facts.agentStatus(),
                facts.opensAt(),
                new Supabase(
                        settings.required("PARLEY_SUPABASE_URL"),
                        settings.required("PARLEY_SUPABASE_KEY")),
                new Endpoints(
                        settings.required("PARLEY_VISITOR_SESSION_URL"),
                        settings.required("PARLEY_CALL_REQUEST_URL"),
                        settings.required("PARLEY_TURN_TOKEN_URL")),
                facts.look());
    }
}
