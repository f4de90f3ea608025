package parley.local.prove.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import parley.local.prove.Proof;
import parley.local.relay.Coturn;
import parley.local.relay.TurnClient;

/**
 * {@code make prove ONLY=relay-denied-ranges}: coturn with the shipped deny-list is asked for every
 * special range whether it would relay there (first, last, one between): 403 each time. A public
 * address beside it must be allowed, and a list with a range taken out must be seen.
 */
public final class DeniedRanges {
    private static final int FORBIDDEN = 403;
    private static final int PLANTED = 6;

    /**
     * Inside another range of the list, or denied by coturn itself: their absence opens nothing.
     */
    private static final Set<String> ALSO_DENIED =
            Set.of(
                    "denied-peer-ip=0.0.0.0-0.255.255.255",
                    "denied-peer-ip=255.255.255.255",
                    "denied-peer-ip=224.0.0.0-239.255.255.255",
                    "denied-peer-ip=ff00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");

    private final Random random;

    private DeniedRanges(long seed) {
        random = new Random(seed);
    }

    public static void main(String[] args) throws Exception {
        long began = System.nanoTime();
        long seed = Long.getLong("seed", System.nanoTime());
        Path binary = Coturn.binary();
        if (binary == null) {
            System.err.println("relay-denied-ranges: no coturn here; scripts/coturn installs it");
            System.exit(1);
        }
        Path shipped = Proof.repository().resolve("deploy/coturn");
        List<Range> ranges = Range.all(shipped.resolve("special-ranges.txt"));
        List<String> denied =
                Files.readAllLines(shipped.resolve("turnserver.conf")).stream()
                        .filter(line -> line.startsWith("denied-peer-ip="))
                        .toList();
        DeniedRanges proof = new DeniedRanges(seed);
        List<Range> open = proof.open(Objects.requireNonNull(binary), denied, ranges);
        open.forEach(range -> System.out.println("reached: " + range));
        int caught = 0;
        List<String> lines =
                new ArrayList<>(
                        denied.stream().filter(line -> !ALSO_DENIED.contains(line)).toList());
        for (int i = 0; i < PLANTED; i++) {
            String out = lines.remove(proof.random.nextInt(lines.size()));
            List<String> without = denied.stream().filter(line -> !line.equals(out)).toList();
            boolean seen = !proof.open(binary, without, ranges).isEmpty();
            System.out.println("planted: without " + out + ": " + (seen ? "caught" : "NOT CAUGHT"));
            caught += seen ? 1 : 0;
        }
        double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
        new Proof("relay-denied-ranges", ranges.size(), open.size(), PLANTED, caught, seed, seconds)
                .report();
    }

    /** The ranges of which some address is not denied. */
    private List<Range> open(Path binary, List<String> denied, List<Range> ranges)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("parley-denied");
        int port = freePort();
        List<String> more = new ArrayList<>(denied);
        more.add("relay-ip=::1");
        try (Coturn _ = Coturn.start(binary, port, "north", folder, more)) {
            List<Range> open = new ArrayList<>();
            for (boolean six : new boolean[] {false, true}) {
                try (TurnClient client = client(port, six)) {
                    for (Range range : ranges) {
                        if (range.isSix() == six && reaches(client, range)) {
                            open.add(range);
                        }
                    }
                }
            }
            return open;
        }
    }

    private static TurnClient client(int port, boolean six) throws IOException {
        String user = (System.currentTimeMillis() / 1000 + 300) + ":" + UUID.randomUUID();
        TurnClient client = new TurnClient(port, user, "north");
        int said = client.allocate(six);
        int allowed =
                said == 0
                        ? client.permit(InetAddress.ofLiteral(six ? "2606:4700::1" : "198.41.0.4"))
                        : said;
        if (allowed != 0) {
            throw new IOException("a public address is not allowed either: " + allowed);
        }
        return client;
    }

    private boolean reaches(TurnClient client, Range range) throws IOException {
        for (InetAddress address : range.some(random)) {
            if (client.permit(address) != FORBIDDEN) {
                return true;
            }
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
