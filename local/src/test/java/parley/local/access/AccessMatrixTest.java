package parley.local.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixTest {
    private DatabaseRig rig;

    @BeforeAll
    void one_row_in_every_table() throws Exception {
        rig = new DatabaseRig();
    }

    @AfterAll
    void stop() throws Exception {
        rig.close();
    }

    @Test
    void everybody_may_do_what_the_file_says_and_nothing_else() throws Exception {
        List<String> actual = rig.lines();
        System.out.println(
                "shown: access matrix: " + actual.size() * Somebody.ALL.size() + " cells proven");
        assertThat(actual).isEqualTo(Expected.lines("matrix.txt"));
    }

    @Test
    void the_matrix_sees_every_planted_fault() throws Exception {
        List<Plant> missed = rig.missed();
        int planted = Plant.values().length;
        System.out.println(
                "shown: access matrix: %d of %d planted faults caught: %s"
                        .formatted(planted - missed.size(), planted, Plant.named(missed)));
        assertThat(missed).isEmpty();
    }

    /** They are planted by the proof alone, and would be found outdated only there. */
    @Test
    void faults_that_are_planted_in_a_running_product_still_fit_its_functions() throws Exception {
        for (LivePlant plant : LivePlant.values()) {
            rig.tries(plant.sql());
        }
    }

    @Test
    void a_hosts_policies_for_everybody_open_none_of_our_topics() throws Exception {
        List<String> actual =
                rig.linesAfter(
                        "create policy stray_r on realtime.messages for select using (true); create"
                                + " policy stray_w on realtime.messages for insert with check (true)");
        assertThat(topics(actual)).isEqualTo(topics(Expected.lines("matrix.txt")));
    }

    private static List<String> topics(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("topic") && !line.startsWith("topic hosts chat"))
                .toList();
    }
}
