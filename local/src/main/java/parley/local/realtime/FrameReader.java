package parley.local.realtime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a client sent into frames (RFC 6455), whole messages put together. A frame that is too
 * large is noticed at its header, before its payload has come.
 */
final class FrameReader {
    /** Largest frame or message in bytes. */
    static final long MAX_BYTES = 5_000_000;

    private static final int KEPT = 4096;
    static final int TOO_LARGE = 1009;
    static final int PROTOCOL_ERROR = 1002;

    /** The client broke the protocol; carries the code to close with. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1;
        final int code;

        Broken(int code) {
            super("close " + code, null, false, false);
            this.code = code;
        }
    }

    private byte[] buffer = new byte[KEPT];
    private int start;
    private int end;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private Frame.@Nullable Kind messageKind;

    void add(byte[] received) {
        int held = end - start;
        if (held == 0) {
            // After a large message the room for it is given back.
            buffer = buffer.length > KEPT ? new byte[KEPT] : buffer;
            start = 0;
            end = 0;
        }
        if (end + received.length > buffer.length) {
            int room = Math.max(held + received.length, Math.min(2 * held, 2 * buffer.length));
            byte[] larger = room > buffer.length ? new byte[room] : buffer;
            System.arraycopy(buffer, start, larger, 0, held);
            buffer = larger;
            start = 0;
            end = held;
        }
        System.arraycopy(received, 0, buffer, end, received.length);
        end += received.length;
    }

    /** The next whole message or control frame, or null until more bytes have come. */
    @Nullable Frame next() throws Broken {
        while (true) {
            ByteBuffer in = ByteBuffer.wrap(buffer, start, end - start);
            if (in.remaining() < 2) {
                return null;
            }
            int first = in.get() & 0xff;
            int second = in.get() & 0xff;
            Frame.Kind kind = kind(first & 0x0f);
            long length = second & 0x7f;
            if ((first & 0x70) != 0 || (second & 0x80) == 0 || kind == null) {
                throw new Broken(PROTOCOL_ERROR);
            }
            boolean control = kind.opcode >= Frame.Kind.CLOSE.opcode;
            if (control && (length > 125 || (first & 0x80) == 0)) {
                throw new Broken(PROTOCOL_ERROR);
            }
            int more = length == 126 ? 2 : length == 127 ? 8 : 0;
            if (in.remaining() < more) {
                return null;
            }
            length = more == 2 ? in.getShort() & 0xffff : more == 8 ? in.getLong() : length;
            if (length < 0 || length + message.size() > MAX_BYTES) {
                throw new Broken(TOO_LARGE);
            }
            if (in.remaining() < 4 + length) {
                return null;
            }
            byte[] payload = unmasked(in, (int) length);
            start = in.position();
            Frame frame = assembled(kind, (first & 0x80) != 0, payload);
            if (frame != null) {
                return frame;
            }
        }
    }

    private @Nullable Frame assembled(Frame.Kind kind, boolean last, byte[] payload) throws Broken {
        boolean data = kind.opcode < Frame.Kind.CLOSE.opcode;
        if (!data) {
            return new Frame(kind, payload);
        }
        boolean continues = kind == Frame.Kind.CONTINUATION;
        if (continues == (messageKind == null)) {
            throw new Broken(PROTOCOL_ERROR);
        }
        if (!continues && last) {
            return new Frame(kind, payload);
        }
        if (!continues) {
            messageKind = kind;
        }
        message.writeBytes(payload);
        Frame.Kind of = messageKind;
        if (!last || of == null) {
            return null;
        }
        Frame whole = new Frame(of, message.toByteArray());
        message.reset();
        messageKind = null;
        return whole;
    }

    private static byte[] unmasked(ByteBuffer in, int length) {
        byte[] mask = new byte[4];
        in.get(mask);
        byte[] payload = new byte[length];
        in.get(payload);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i & 3];
        }
        return payload;
    }

    private static Frame.@Nullable Kind kind(int opcode) {
        for (Frame.Kind kind : Frame.Kind.values()) {
            if (kind.opcode == opcode) {
                return kind;
            }
        }
        return null;
    }
}
