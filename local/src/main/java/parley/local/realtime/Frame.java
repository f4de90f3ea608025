package parley.local.realtime;

/**
 * A WebSocket message or control frame.
 *
 * @param payload the bytes, unmasked; nobody changes them
 */
@SuppressWarnings("ArrayRecordComponent")
record Frame(Kind kind, byte[] payload) {

    enum Kind {
        CONTINUATION(0),
        TEXT(1),
        BINARY(2),
        CLOSE(8),
        PING(9),
        PONG(10);

        final int opcode;

        Kind(int opcode) {
            this.opcode = opcode;
        }
    }

    /** A close frame without a reason, as the real server sends them. */
    static Frame close(int code) {
        return new Frame(Kind.CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    }

    /** What the server answers to this close frame: the same code, no reason. */
    Frame echoOfClose() {
        if (payload.length < 2) {
            return new Frame(Kind.CLOSE, new byte[0]);
        }
        return new Frame(Kind.CLOSE, new byte[] {payload[0], payload[1]});
    }

    /** The bytes a server puts on the wire: one unmasked frame. */
    byte[] onTheWire() {
        int length = payload.length;
        int header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
        byte[] wire = new byte[header + length];
        wire[0] = (byte) (0x80 | kind.opcode);
        if (header == 2) {
            wire[1] = (byte) length;
        } else if (header == 4) {
            wire[1] = 126;
            wire[2] = (byte) (length >> 8);
            wire[3] = (byte) length;
        } else {
            wire[1] = 127;
            for (int i = 0; i < 4; i++) {
                wire[6 + i] = (byte) (length >> (8 * (3 - i)));
            }
        }
        System.arraycopy(payload, 0, wire, header, length);
        return wire;
    }
}
