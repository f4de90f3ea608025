package parley.local.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import parley.local.prove.Proof;

/**
 * What a bench measured.
 *
 * @param value ours
 * @param beside the peers' values of the same run
 * @param ratio ours to the peer's
 * @param note what the figure does not hold
 */
@JsonPropertyOrder({"name", "value", "unit", "beside", "ratio", "note"})
public record Measured(
        String name,
        double value,
        String unit,
        Map<String, Double> beside,
        double ratio,
        String note) {

    /** Writes the bench's file and prints it. */
    public void report() throws IOException {
        Path folder = Files.createDirectories(Proof.repository().resolve("target/bench"));
        String line = new ObjectMapper().writeValueAsString(this);
        Files.writeString(folder.resolve(name + ".json"), line + "\n");
        System.out.println(line);
    }
}
