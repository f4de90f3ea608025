package parley.local.realtime;

import java.util.Map;
import java.util.Optional;

/** What a client did that the recorder could only note: frames that never came whole. */
interface Unrecorded {
    void on(Map<Integer, RawClient> clients);

    static Optional<Unrecorded> of(Recording recording, Recording.Line line) {
        String note = line.is("note") ? line.text("text") : "";
        if (recording.number() == 67 && note.startsWith("sends a binary frame header")) {
            return Optional.of(clients -> start(clients, 1, 5_100_000));
        }
        if (recording.number() == 67 && note.startsWith("payload length exactly 5000000")) {
            return Optional.of(clients -> start(clients, 2, 5_000_000));
        }
        boolean reset = line.is("tcp") && line.text("event").contains("ECONNRESET");
        if (recording.number() == 62 && reset) {
            return Optional.of(clients -> tooLarge(clients, line.connection()));
        }
        return Optional.empty();
    }

    private static void start(Map<Integer, RawClient> clients, int connection, long length) {
        RawClient client = client(clients, connection);
        client.bytes(RawClient.header(2, length));
        client.bytes(new byte[10]);
    }

    private static void tooLarge(Map<Integer, RawClient> clients, int connection) {
        RawClient client = client(clients, connection);
        client.frame(2, new byte[5_100_000]);
        client.flush();
    }

    private static RawClient client(Map<Integer, RawClient> clients, int connection) {
        RawClient client = clients.get(connection);
        if (client == null) {
            throw new IllegalStateException("no connection " + connection);
        }
        return client;
    }
}
