package parley.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import parley.core.Refusal;
import parley.core.Refused;
import parley.testing.Contract;

class LogLineTest {
    private static final UUID CALL = UUID.fromString("6f9619ff-8b86-4d01-b42d-00c04fc964ff");

    @Test
    void without_a_namespace_a_line_is_no_measurement() {
        var said = Contract.parse(new LogLine("f", "r").close(Reply.ok("done", Map.of()), null));
        assertThat(said.has("_aws")).isFalse();
        assertThat(said.has("errors")).isFalse();
    }

    @Test
    void a_line_is_its_own_measurement_in_cloudwatchs_format() {
        var line = new LogLine("call-request", "r");
        line.call(CALL);
        line.count("signed", 1);
        line.count("rows", 7);
        var refused = Reply.refused(Refused.because(Refusal.NOBODY_AVAILABLE));
        var said = Contract.parse(line.close(refused, "parley"));
        assertThat(said.get("call").textValue()).isEqualTo(CALL.toString());
        assertThat(said.get("refused").intValue()).isEqualTo(1);
        assertThat(said.get("errors").intValue()).isZero();
        assertThat(said.get("_aws").get("Timestamp").longValue()).isPositive();
        assertThat(said.get("_aws").get("CloudWatchMetrics"))
                .isEqualTo(
                        Contract.parse(
                                        """
                                        {"m":[{"Namespace":"parley","Dimensions":[["function"]],"Metrics":[
                                          {"Name":"signed","Unit":"Count"},{"Name":"errors","Unit":"Count"},
                                          {"Name":"refused","Unit":"Count"}]}]}
                                        """)
                                .get("m"));
    }
}
