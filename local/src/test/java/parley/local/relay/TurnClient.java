package parley.local.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * As much of TURN over UDP (RFC 8656) as asks a relay whom it would relay to. Sends to the relay
 * alone.
 */
public final class TurnClient implements AutoCloseable {
    private static final int MAGIC_COOKIE = 0x2112A442;
    private static final int ALLOCATE = 0x0003;
    private static final int CREATE_PERMISSION = 0x0008;
    private static final int USERNAME = 0x0006;
    private static final int INTEGRITY = 0x0008;
    private static final int ERROR_CODE = 0x0009;
    private static final int XOR_PEER_ADDRESS = 0x0012;
    private static final int REALM = 0x0014;
    private static final int NONCE = 0x0015;
    private static final int ADDRESS_FAMILY = 0x0017;
    private static final int REQUESTED_TRANSPORT = 0x0019;
    private static final int PATIENCE_MS = 500;
    private static final int TRIES = 8;

    private final DatagramSocket socket;
    private final int port;
    private final String user;
    private final String password;
    private final SecureRandom random = new SecureRandom();
    private byte[] realm = new byte[0];
    private byte[] nonce = new byte[0];

    public TurnClient(int port, String user, String secret) throws IOException {
        this.port = port;
        this.user = user;
        this.password = Hmac.sha1(secret, user);
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(PATIENCE_MS);
    }

    /** 0 when it is allocated, else the error's code; the first 401 is part of the protocol. */
    public int allocate(boolean six) throws IOException {
        byte[] wish = attribute(REQUESTED_TRANSPORT, new byte[] {17, 0, 0, 0});
        byte[] family = attribute(ADDRESS_FAMILY, new byte[] {(byte) (six ? 2 : 1), 0, 0, 0});
        byte[] both = join(wish, family);
        int first = ask(ALLOCATE, both, false);
        return first == 401 ? ask(ALLOCATE, both, true) : first;
    }

    /**
     * 0 when the relay would send to that address, 403 when it is denied. Nothing is sent there.
     */
    public int permit(InetAddress peer) throws IOException {
        int said = ask(CREATE_PERMISSION, new byte[0], peer);
        return said == 438 ? ask(CREATE_PERMISSION, new byte[0], peer) : said;
    }

    @Override
    public void close() {
        socket.close();
    }

    private int ask(int method, byte[] attributes, InetAddress peer) throws IOException {
        byte[] id = id();
        return ask(
                method, id, join(attributes, attribute(XOR_PEER_ADDRESS, xored(peer, id))), true);
    }

    private int ask(int method, byte[] attributes, boolean signed) throws IOException {
        return ask(method, id(), attributes, signed);
    }

    private int ask(int method, byte[] id, byte[] attributes, boolean signed) throws IOException {
        byte[] request =
                signed ? signed(method, id, attributes) : message(method, id, attributes, 0);
        for (int i = 0; i < TRIES; i++) {
            socket.send(
                    new DatagramPacket(
                            request, request.length, InetAddress.getLoopbackAddress(), port));
            byte[] answer = receive(id);
            if (answer.length > 0) {
                return read(answer);
            }
        }
        throw new IOException("the relay does not answer");
    }

    private byte[] receive(byte[] id) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        try {
            do {
                socket.receive(packet);
            } while (!Arrays.equals(Arrays.copyOfRange(packet.getData(), 8, 20), id));
            return Arrays.copyOf(packet.getData(), packet.getLength());
        } catch (java.net.SocketTimeoutException e) {
            return new byte[0];
        }
    }

    private int read(byte[] answer) {
        ByteBuffer in = ByteBuffer.wrap(answer, 20, answer.length - 20);
        int error = 0;
        while (in.remaining() >= 4) {
            int type = in.getShort() & 0xFFFF;
            byte[] value = new byte[in.getShort() & 0xFFFF];
            in.get(value);
            in.position(Math.min(in.limit(), in.position() + (-value.length & 3)));
            switch (type) {
                case ERROR_CODE -> error = (value[2] & 7) * 100 + value[3];
                case REALM -> realm = value;
                case NONCE -> nonce = value;
                default -> {}
            }
        }
        return error;
    }

    private byte[] signed(int method, byte[] id, byte[] attributes) {
        byte[] all =
                join(
                        attributes,
                        attribute(USERNAME, user.getBytes(StandardCharsets.UTF_8)),
                        attribute(REALM, realm),
                        attribute(NONCE, nonce));
        String longTerm = user + ":" + new String(realm, StandardCharsets.UTF_8) + ":" + password;
        byte[] mac = Hmac.sha1(md5(longTerm), message(method, id, all, 24));
        return message(method, id, join(all, attribute(INTEGRITY, mac)), 0);
    }

    private static byte[] message(int method, byte[] id, byte[] attributes, int yetToCome) {
        return join(
                ByteBuffer.allocate(8)
                        .putShort((short) method)
                        .putShort((short) (attributes.length + yetToCome))
                        .putInt(MAGIC_COOKIE)
                        .array(),
                id,
                attributes);
    }

    private static byte[] attribute(int type, byte[] value) {
        return ByteBuffer.allocate(4 + value.length + (-value.length & 3))
                .putShort((short) type)
                .putShort((short) value.length)
                .put(value)
                .array();
    }

    private static byte[] xored(InetAddress peer, byte[] id) {
        byte[] address = peer.getAddress();
        byte[] mask = join(ByteBuffer.allocate(4).putInt(MAGIC_COOKIE).array(), id);
        for (int i = 0; i < address.length; i++) {
            address[i] ^= mask[i];
        }
        int family = peer instanceof Inet6Address ? 2 : 1;
        return join(
                new byte[] {0, (byte) family},
                ByteBuffer.allocate(2).putShort((short) (9 ^ (MAGIC_COOKIE >>> 16))).array(),
                address);
    }

    private byte[] id() {
        byte[] id = new byte[12];
        random.nextBytes(id);
        return id;
    }

    private static byte[] md5(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
