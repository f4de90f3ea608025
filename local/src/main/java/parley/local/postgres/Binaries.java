package parley.local.postgres;

import java.nio.file.Path;

/** Where the server's binaries are unpacked to, once for all starts of this user. */
final class Binaries {
    private Binaries() {}

    static Path folder() {
        return Path.of(System.getProperty("user.home"), ".cache", "parley", "postgres");
    }
}
