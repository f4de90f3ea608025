package parley.local.realtime;

import java.util.Arrays;

/**
 * Any bytes on a socket of the local Realtime, in two pieces; the first byte says where they part.
 * A broken protocol has its own exception, everything else is read or passed over.
 */
public final class FrameFuzz {
    private FrameFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FrameReader reader = new FrameReader();
        int from = Math.min(1, input.length);
        int cut = input.length == 0 ? 0 : Math.min(input.length, from + (input[0] & 0xff));
        try {
            read(reader, Arrays.copyOfRange(input, from, Math.max(from, cut)));
            read(reader, Arrays.copyOfRange(input, Math.max(from, cut), input.length));
        } catch (FrameReader.Broken e) {
            if (e.code != FrameReader.TOO_LARGE && e.code != FrameReader.PROTOCOL_ERROR) {
                throw new AssertionError("closed with " + e.code, e);
            }
        }
    }

    private static void read(FrameReader reader, byte[] bytes) throws FrameReader.Broken {
        reader.add(bytes);
        for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
            if (frame.kind() == Frame.Kind.TEXT || frame.kind() == Frame.Kind.BINARY) {
                new ProtocolOne().decode(frame);
                new ProtocolTwo().decode(frame);
            }
        }
    }
}
