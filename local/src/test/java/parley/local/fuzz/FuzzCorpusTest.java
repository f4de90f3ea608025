package parley.local.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing has kept is replayed, each input also with some of its bits turned. */
class FuzzCorpusTest {
    private static final int TURNS = 20;
    private static final long SEED = 20_261_125;

    @ParameterizedTest
    @EnumSource
    void what_was_kept_breaks_no_border(Border border) throws Exception {
        Random random = new Random(SEED);
        List<byte[]> all = new ArrayList<>();
        all.add(new byte[0]);
        for (Path file : border.inputs()) {
            byte[] kept = Files.readAllBytes(file);
            all.add(kept);
            for (int i = 0; i < TURNS && kept.length > 0; i++) {
                byte[] turned = kept.clone();
                turned[random.nextInt(turned.length)] ^= (byte) (1 << random.nextInt(8));
                all.add(turned);
            }
        }
        assertThat(border.inputs()).hasSizeGreaterThan(5);
        for (byte[] input : all) {
            border.target.input(input);
        }
        System.out.println(
                "shown: fuzz corpus: %s, %d inputs replayed (seed %d)"
                        .formatted(border, all.size(), SEED));
    }
}
