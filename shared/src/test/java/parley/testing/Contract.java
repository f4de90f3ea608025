package parley.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The examples in {@code shared/protocol}, found from any module's folder. */
public final class Contract {
    private static final JsonMapper JSON = new JsonMapper();

    private Contract() {}

    public static String text(String file) {
        try {
            return Files.readString(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode tree(String file) {
        return parse(text(file));
    }

    public static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        for (var here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            var protocol = here.resolve("shared/protocol");
            if (Files.isDirectory(protocol)) return protocol;
        }
        throw new AssertionError("shared/protocol is nowhere above this folder");
    }
}
