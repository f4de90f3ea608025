package parley.functions.widgetconfig;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the database says of a tenant to everybody. */
record WidgetFacts(
        Tenant tenant,
        boolean voice,
        boolean video,
        String agentStatus,
        @Nullable String opensAt,
        Map<String, Object> look) {
    record Tenant(UUID id, String name) {}
}
