package parley.local.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.local.attacks.Shared;

class EndpointMatrixTest {
    @Test
    void every_door_answers_everybody_as_the_file_says() throws Exception {
        EndpointMatrix matrix = new EndpointMatrix(Shared.street());
        List<String> actual = matrix.lines();
        System.out.println(
                "shown: endpoint matrix: "
                        + (actual.size() - 1) * matrix.callers()
                        + " cells proven over the network");
        assertThat(actual).isEqualTo(Expected.lines("endpoints.txt"));
    }
}
