package parley.edge.stage;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * As much of Postgres' protocol 3.0 as a driver needs to ask functions: everybody may come in, and
 * each answers its one row of text (postgresql.org, "Message Formats").
 */
final class StageDatabase extends StageDoor {
    private static final int SSL_REQUEST = 80_877_103;
    private static final int TEXT = 25;

    private final Map<String, String> rows;

    StageDatabase(Map<String, String> rows) throws IOException {
        this.rows = rows;
        open();
    }

    @Override
    void serve(DataInputStream in, DataOutputStream out) throws IOException {
        greet(in, out);
        var statement = "";
        while (true) {
            int type = in.read();
            if (type < 0 || type == 'X') return;
            byte[] body = in.readNBytes(in.readInt() - 4);
            switch (type) {
                case 'P' -> {
                    statement = query(body);
                    send(out, '1', new byte[0]);
                }
                case 'B' -> send(out, '2', new byte[0]);
                case 'D' -> describe(out, statement);
                case 'E' -> execute(out, statement);
                case 'S' -> ready(out);
                case 'Q' -> {
                    execute(out, new String(body, 0, body.length - 1, StandardCharsets.UTF_8));
                    ready(out);
                }
                default -> {}
            }
        }
    }

    private static void greet(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            byte[] startup = in.readNBytes(in.readInt() - 4);
            if (java.nio.ByteBuffer.wrap(startup).getInt() != SSL_REQUEST) break;
            out.write('N');
            out.flush();
        }
        send(out, 'R', new byte[4]);
        for (var parameter :
                new String[] {
                    "server_version\0" + "17.0",
                    "client_encoding\0UTF8",
                    "DateStyle\0ISO, MDY",
                    "TimeZone\0UTC",
                    "integer_datetimes\0on",
                    "standard_conforming_strings\0on"
                }) send(out, 'S', (parameter + '\0').getBytes(StandardCharsets.UTF_8));
        ready(out);
    }

    /** The name of the statement ends with a zero, then comes its text. */
    private static String query(byte[] body) {
        var text = new String(body, StandardCharsets.UTF_8);
        int from = text.indexOf('\0') + 1;
        return text.substring(from, text.indexOf('\0', from));
    }

    private static boolean asks(String statement) {
        return statement.startsWith("select parley.");
    }

    private static void describe(DataOutputStream out, String statement) throws IOException {
        if (!asks(statement)) {
            send(out, 'n', new byte[0]);
            return;
        }
        var column = new ByteArrayOutputStream();
        var data = new DataOutputStream(column);
        data.writeShort(1);
        data.write("answer\0".getBytes(StandardCharsets.UTF_8));
        data.writeInt(0);
        data.writeShort(0);
        data.writeInt(TEXT);
        data.writeShort(-1);
        data.writeInt(-1);
        data.writeShort(0);
        send(out, 'T', column.toByteArray());
    }

    private void execute(DataOutputStream out, String statement) throws IOException {
        if (!asks(statement)) {
            send(out, 'C', (statement.split(" ", -1)[0] + '\0').getBytes(StandardCharsets.UTF_8));
            return;
        }
        var name = statement.substring("select parley.".length(), statement.indexOf('('));
        byte[] answer = rows.getOrDefault(name, "{}").getBytes(StandardCharsets.UTF_8);
        var row = new ByteArrayOutputStream();
        var data = new DataOutputStream(row);
        data.writeShort(1);
        data.writeInt(answer.length);
        data.write(answer);
        send(out, 'D', row.toByteArray());
        send(out, 'C', "SELECT 1\0".getBytes(StandardCharsets.UTF_8));
    }

    private static void ready(DataOutputStream out) throws IOException {
        send(out, 'Z', new byte[] {'I'});
        out.flush();
    }

    private static void send(DataOutputStream out, int type, byte[] body) throws IOException {
        out.write(type);
        out.writeInt(body.length + 4);
        out.write(body);
    }
}
