package parley.local.prove;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a proof found.
 *
 * @param tried cases tried without a planted fault
 * @param failed how many of those failed
 * @param planted faults planted
 * @param caught how many of those made the proof fail
 * @param seed what repeats the run
 * @param seconds wall time
 */
@JsonPropertyOrder({"name", "tried", "failed", "planted", "caught", "seed", "seconds"})
public record Proof(
        String name, long tried, long failed, int planted, int caught, long seed, double seconds) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Did everything hold, and was every planted fault seen? */
    public boolean holds() {
        return tried > 0 && failed == 0 && caught == planted;
    }

    /** Writes the proof's file, prints it, and ends the process accordingly. */
    public void report() throws IOException {
        Path folder = repository().resolve("target").resolve("prove");
        Files.createDirectories(folder);
        JSON.writeValue(folder.resolve(name + ".json").toFile(), this);
        System.out.println(new ObjectMapper().writeValueAsString(this));
        System.exit(holds() ? 0 : 1);
    }

    /** The repository's root: the nearest folder above that holds template.yaml or supabase. */
    public static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("supabase"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("run this inside the repository");
            }
            folder = parent;
        }
        return folder;
    }
}
