package parley.local.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingsTest {
    @Test
    void the_server_side_of_every_recording_is_the_same() throws Exception {
        List<Replay.Result> results = Stage.open().play(Report.played());
        String table = Report.table(results);
        System.out.println(table);
        assertThat(results).hasSizeGreaterThanOrEqualTo(40);
        assertThat(results).filteredOn(result -> !result.isSame()).as(table).isEmpty();
    }
}
