package parley.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.local.attacks.Shared;
import parley.local.attacks.Street;
import parley.local.http.Json;
import parley.local.prove.Proof;
import parley.local.template.AlarmRules.Ours;

/** The alarms wait for what the functions of the built zips really say, under the same keys. */
class AlarmMetricsTest {
    @Test
    void every_metric_that_an_alarm_waits_for_is_in_a_line_of_its_function() throws Exception {
        Street street = Shared.street();
        street.get(street.stack.addresses().function("widget-config") + "pk_acme_demo", null);
        street.function("visitor-session", null, "{\"tenant\":\"pk_acme_demo\"}");
        for (String refusing : new String[] {"call-request", "turn-token", "call-outcome"})
            street.function(refusing, null, "{}");
        assertThat(street.stack.sweep()).isTrue();
        Set<Ours> wanted = AlarmRules.ours(Sam.of(Template.text()));
        assertThat(wanted).hasSize(10);
        assertThat(said(street)).containsAll(wanted);
    }

    /** What CloudWatch would make of the lines: the embedded metric format's own reading. */
    private static Set<Ours> said(Street street) throws IOException {
        Path logs =
                Proof.repository()
                        .resolve("local/target/logs/" + street.stack.addresses().ports().web());
        Set<Ours> all = new LinkedHashSet<>();
        try (var files = Files.list(logs)) {
            for (Path file : files.toList())
                for (String line : Files.readAllLines(file))
                    if (line.startsWith("{") && line.contains("\"_aws\""))
                        read(Json.parse(line), all);
        }
        return all;
    }

    private static void read(JsonNode line, Set<Ours> all) {
        for (JsonNode directive : line.path("_aws").path("CloudWatchMetrics")) {
            if (!directive.path("Namespace").asText().equals("parley")
                    || !directive.path("Dimensions").toString().equals("[[\"function\"]]"))
                continue;
            for (JsonNode metric : directive.path("Metrics")) {
                String name = metric.path("Name").asText();
                if (line.path(name).isNumber())
                    all.add(new Ours(name, line.path("function").asText()));
            }
        }
    }
}
