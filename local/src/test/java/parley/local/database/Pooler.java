package parley.local.database;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a real Postgres as Supavisor does, and ends connections as Supavisor does: a fatal
 * error of state XX000, then nothing more. It does so when it is next spoken to.
 */
final class Pooler implements Closeable {
    /** What the driver's questions begin with, once it is let in: Query or Parse. */
    private static final String ASKING = "QP";

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger dialled = new AtomicInteger();
    private final Set<Socket> guests = ConcurrentHashMap.newKeySet();
    private final int behind;
    private volatile boolean full;
    private volatile boolean busy;
    private volatile boolean gone;
    private volatile int ended;

    Pooler(int behind) throws IOException {
        this.behind = behind;
        Thread.ofVirtual().start(this::welcome);
    }

    int port() {
        return door.getLocalPort();
    }

    /** How often somebody came in. */
    int dialled() {
        return dialled.get();
    }

    /** Whoever comes in from now on is turned away. */
    void isFull(boolean now) {
        full = now;
    }

    /** Whoever has come in finds no server free as soon as he asks for something. */
    void isBusy(boolean now) {
        busy = now;
    }

    /** Nobody is there who would answer whoever comes in from now on. */
    void isGone(boolean now) {
        gone = now;
    }

    /** Whoever is in is told that he has been thrown out as soon as he says something. */
    void endsAll() {
        ended = dialled.get();
    }

    private void welcome() {
        try {
            while (true) {
                Socket guest = door.accept();
                int number = dialled.incrementAndGet();
                if (gone) {
                    guest.close();
                    continue;
                }
                guests.add(guest);
                Thread.ofVirtual().start(() -> serve(guest, number));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket guest, int number) {
        try (guest;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            Thread.ofVirtual().start(() -> back(server, guest));
            byte[] some = new byte[8192];
            for (int n = guest.getInputStream().read(some);
                    n > 0;
                    n = guest.getInputStream().read(some)) {
                if (full || number <= ended || (busy && ASKING.indexOf(some[0]) >= 0)) {
                    guest.getOutputStream().write(fatal());
                    return;
                }
                server.getOutputStream().write(some, 0, n);
            }
        } catch (IOException e) {
            // either has gone
        }
    }

    private static void back(Socket server, Socket guest) {
        try {
            server.getInputStream().transferTo(guest.getOutputStream());
        } catch (IOException e) {
            // either has gone
        }
    }

    /** Postgres' protocol 3.0, section 53.7: ErrorResponse. */
    private static byte[] fatal() throws IOException {
        byte[] fields =
                "SFATAL\0VFATAL\0CXX000\0MEDBHANDLEREXITED\0\0".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(message);
        out.writeByte('E');
        out.writeInt(4 + fields.length);
        out.write(fields);
        return message.toByteArray();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket guest : guests) guest.close();
    }
}
