package parley.local.lambda.frozen;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandomSpi;

/**
 * The operating system's randomness as a snapshot makes of it: what was drawn before the snapshot
 * is the same in every environment that wakes from it, what is drawn after it is the system's own.
 * The file {@code frozen.restored} marks the moment. First of the JVM's providers, so every {@code
 * new SecureRandom()} is of this kind.
 */
public final class FrozenRandom extends Provider {
    private static final long serialVersionUID = 1;

    public FrozenRandom() {
        super("Frozen", "1", "one sequence until the restore");
        put("SecureRandom.Frozen", Engine.class.getName());
    }

    /** One sequence for all engines of the process, as the system's is. */
    public static final class Engine extends SecureRandomSpi {
        private static final long serialVersionUID = 1;
        private static final Path RESTORED = Path.of(System.getProperty("frozen.restored"));
        private static long state = 20_260_103;

        @Override
        protected void engineSetSeed(byte[] seed) {}

        @Override
        protected void engineNextBytes(byte[] bytes) {
            synchronized (Engine.class) {
                if (Files.exists(RESTORED)) {
                    fresh(bytes);
                    return;
                }
                for (int i = 0; i < bytes.length; i++) {
                    state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
                    bytes[i] = (byte) (state >>> 56);
                }
            }
        }

        private static void fresh(byte[] bytes) {
            try (var system = new FileInputStream("/dev/urandom")) {
                if (system.readNBytes(bytes, 0, bytes.length) < bytes.length)
                    throw new IOException("/dev/urandom ended");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            byte[] seed = new byte[count];
            engineNextBytes(seed);
            return seed;
        }
    }
}
