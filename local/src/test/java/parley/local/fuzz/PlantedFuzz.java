package parley.local.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * A border with a hole in it: a path that nobody would guess gets through. Fuzzing must find it.
 */
public final class PlantedFuzz {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlantedFuzz() {}

    public static void fuzzerTestOneInput(byte[] event) throws IOException {
        FunctionEventFuzz.fuzzerTestOneInput(event);
        JsonNode tree;
        try {
            tree = JSON.readTree(event);
        } catch (IOException e) {
            return;
        }
        if (tree != null && tree.path("rawPath").asText().equals("/4f9c1d")) {
            throw new AssertionError("the planted hole was found");
        }
    }
}
