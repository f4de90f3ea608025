package parley.local.prove.kills;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A few cells of the proof, each once; all of them are {@code make prove ONLY=kills}. */
class KillsTest {
    @Test
    void no_end_is_lost_and_no_healthy_call_ends_whatever_is_killed() throws Exception {
        try (Matrix matrix = new Matrix(0.1, 1)) {
            matrix.cell(Victim.POSTGRES, Phase.TALKING, 1);
            matrix.cell(Victim.POSTGRES, Phase.ENDING, 2);
            matrix.cell(Victim.FUNCTION, Phase.IDLE, 1);
            matrix.cell(Victim.FUNCTION, Phase.ENDING, 2);
            matrix.cell(Victim.REALTIME, Phase.RINGING, 1);
            matrix.cell(Victim.PG_NET, Phase.ENDING, 2);
            matrix.cell(Victim.RPC, Phase.CONNECTING, 2);
            matrix.cell(Victim.VISITOR, Phase.RINGING, 1);
            matrix.cell(Victim.VISITOR, Phase.TALKING, 1);
            matrix.cell(Victim.AGENT, Phase.RINGING, 1);
            matrix.cell(Victim.AGENT, Phase.CONNECTING, 1);
            matrix.aftermath();
            assertThat(matrix.wrong()).isEmpty();
        }
    }
}
