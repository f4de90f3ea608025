package parley.local.prove.relay;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A line of special-ranges.txt. */
record Range(String text, boolean isSix, BigInteger first, BigInteger last) {
    static List<Range> all(Path file) throws IOException {
        List<Range> ranges = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#") && !line.isBlank()) {
                ranges.add(of(line));
            }
        }
        return ranges;
    }

    private static Range of(String line) {
        String[] cidr = line.split("\\s+", 2)[0].split("/", 2);
        // an IPv4-mapped literal would come back as IPv4
        boolean six = cidr[0].contains(":");
        byte[] bytes = six ? bytes(cidr[0]) : InetAddress.ofLiteral(cidr[0]).getAddress();
        int free = bytes.length * 8 - Integer.parseInt(cidr[1]);
        BigInteger first = new BigInteger(1, bytes);
        return new Range(
                line, six, first, first.add(BigInteger.TWO.pow(free)).subtract(BigInteger.ONE));
    }

    private static byte[] bytes(String six) {
        if (six.startsWith("::ffff:0:0") && !six.startsWith("::ffff:0:0:")) {
            byte[] mapped = new byte[16];
            mapped[10] = -1;
            mapped[11] = -1;
            return mapped;
        }
        return InetAddress.ofLiteral(six).getAddress();
    }

    /** The first address, the last, and one between. */
    List<InetAddress> some(Random random) throws UnknownHostException {
        BigInteger size = last.subtract(first);
        BigInteger between = new BigInteger(size.bitLength() + 8, random);
        return List.of(
                address(first),
                address(last),
                address(first.add(between.mod(size.add(BigInteger.ONE)))));
    }

    private InetAddress address(BigInteger value) throws UnknownHostException {
        byte[] raw = value.toByteArray();
        byte[] bytes = new byte[isSix ? 16 : 4];
        int length = Math.min(raw.length, bytes.length);
        System.arraycopy(raw, raw.length - length, bytes, bytes.length - length, length);
        // getByAddress would turn an IPv4-mapped one into IPv4
        return isSix ? Inet6Address.getByAddress(null, bytes, -1) : InetAddress.getByAddress(bytes);
    }

    @Override
    public String toString() {
        return text;
    }
}
