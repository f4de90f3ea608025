package parley.local.relay;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** One STUN binding request (RFC 8489 5) to a port of this machine: does anybody answer? */
final class StunPing {
    private static final int MAGIC_COOKIE = 0x2112A442;
    private static final int PATIENCE_MS = 100;

    private StunPing() {}

    static boolean answers(int port) throws IOException {
        byte[] request =
                ByteBuffer.allocate(20)
                        .putShort((short) 0x0001)
                        .putShort((short) 0)
                        .putInt(MAGIC_COOKIE)
                        .putLong(System.nanoTime())
                        .putInt(port)
                        .array();
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.send(
                    new DatagramPacket(
                            request, request.length, InetAddress.getLoopbackAddress(), port));
            socket.receive(new DatagramPacket(new byte[548], 548));
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
