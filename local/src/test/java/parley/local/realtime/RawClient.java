package parley.local.realtime;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A TCP connection that says exactly what it is told to, and notes everything that comes back. */
final class RawClient implements AutoCloseable {
    /** What came from the server. */
    sealed interface Item {}

    record Http(int status, Map<String, String> headers, String body) implements Item {}

    @SuppressWarnings("ArrayRecordComponent")
    record Message(int opcode, byte[] payload) implements Item {}

    record Ended() implements Item {}

    private static final int PING = 9;
    private static final int PONG = 10;
    private static final byte[] BARRIER = "barrier".getBytes(StandardCharsets.UTF_8);

    private final Socket socket;
    private final Semaphore barriers = new Semaphore(0);
    private final Runnable onItem;
    private final List<Item> items = new ArrayList<>();
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    private volatile boolean closed;

    RawClient(int port, Runnable onItem) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        this.onItem = onItem;
    }

    void startReading() {
        Thread.ofVirtual().name("raw-client").start(this::read);
    }

    synchronized List<Item> items() {
        return List.copyOf(items);
    }

    private void add(Item item) {
        synchronized (this) {
            items.add(item);
        }
        onItem.run();
    }

    void bytes(byte[] bytes) {
        unsent.writeBytes(bytes);
    }

    /** Writes what was said since the last time, all together, unless the server has gone. */
    void flush() {
        byte[] all = unsent.toByteArray();
        unsent.reset();
        try {
            if (all.length > 0) {
                socket.getOutputStream().write(all);
            }
        } catch (IOException e) {
            // The reader notes the end.
            return;
        }
    }

    /**
     * Waits until the server has read everything said so far, or for so long: a socket that waits
     * itself reads nothing.
     */
    void barrier(Duration patience) throws InterruptedException {
        frame(PING, BARRIER);
        flush();
        var _ = barriers.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A masked frame; the mask is zero, so the bytes are themselves. */
    void frame(int opcode, byte[] payload) {
        bytes(header(opcode, payload.length));
        bytes(payload);
    }

    static byte[] header(int opcode, long length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x80 | opcode);
        if (length < 126) {
            out.write(0x80 | (int) length);
        } else if (length < 65_536) {
            out.write(0x80 | 126);
            out.write((int) length >> 8);
            out.write((int) length);
        } else {
            out.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) (length >> shift));
            }
        }
        out.writeBytes(new byte[4]);
        return out.toByteArray();
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
            Http answer = http(in);
            add(answer);
            while (answer.status() == 101) {
                Message message = message(in);
                if (message.opcode() == PONG && Arrays.equals(message.payload(), BARRIER)) {
                    barriers.release();
                } else {
                    add(message);
                }
            }
        } catch (IOException e) {
            if (!closed) {
                add(new Ended());
            }
        }
    }

    private static Message message(DataInputStream in) throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        long length = in.readUnsignedByte() & 0x7f;
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        return new Message(opcode, in.readNBytes((int) length));
    }

    private static Http http(InputStream in) throws IOException {
        String status = line(in);
        if (status == null) {
            throw new EOFException();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        String line = line(in);
        while (line != null && !line.isEmpty()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
            line = line(in);
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Http(Integer.parseInt(status.split(" ", -1)[1]), headers, body);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        socket.close();
    }
}
