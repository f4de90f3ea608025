package parley.local.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The expectation files, without their comments. */
final class Expected {
    private Expected() {}

    static List<String> lines(String file) throws IOException {
        return text(file).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }

    static String text(String file) throws IOException {
        try (InputStream in = Expected.class.getResourceAsStream("/parley/local/access/" + file)) {
            if (in == null) {
                throw new IOException(file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
