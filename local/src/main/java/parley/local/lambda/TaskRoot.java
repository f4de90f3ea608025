package parley.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A function's zip, unpacked as Lambda unpacks it under {@code /var/task}. */
final class TaskRoot {
    private TaskRoot() {}

    static Path unpack(Path zip, Path folder) throws IOException {
        if (!Files.isRegularFile(zip)) {
            throw new IOException("not built yet: " + zip + " (make build)");
        }
        Path root = folder.toAbsolutePath().normalize();
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
                Path target = root.resolve(e.getName()).normalize();
                if (!target.startsWith(root)) {
                    throw new IOException("leaves its folder: " + e.getName());
                }
                if (e.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Path parent = target.getParent();
                    Files.createDirectories(parent == null ? root : parent);
                    Files.copy(entries, target);
                }
            }
        }
        return root;
    }
}
