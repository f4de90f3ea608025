package parley.edge.stage;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * As much of Postgres' protocol 3.0 as a driver needs to ask functions: each answers its one row of
 * text (postgresql.org, "Message Formats"). Like a hosted one it wants TLS and a password.
 */
final class StageDatabase extends StageDoor {
    private static final int SSL_REQUEST = 80_877_103;

    /** A database may say more than it was asked. */
    private static final byte[] NOTICE =
            "SNOTICE\0VNOTICE\0C00000\0Mon stage\0Wthe play\0\0"
                    .getBytes(StandardCharsets.US_ASCII);

    private final Map<String, String> rows;
    private final StageLogin login = new StageLogin();
    private final StageTls tls = new StageTls();

    StageDatabase(Map<String, String> rows) throws IOException {
        this.rows = new HashMap<>();
        rows.forEach((name, json) -> this.rows.put(name, asPrinted(json)));
        open();
    }

    @Override
    void serve(Socket guest) throws IOException {
        var plain = in(guest);
        if (ByteBuffer.wrap(plain.readNBytes(plain.readInt() - 4)).getInt() != SSL_REQUEST) return;
        guest.getOutputStream().write('S');
        try (var secret = tls.over(guest)) {
            speak(in(secret), out(secret));
        }
    }

    private void speak(DataInputStream in, DataOutputStream out) throws IOException {
        greet(in, out);
        var statement = "";
        for (int type = in.read(); type >= 0 && type != 'X'; type = in.read()) {
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

    private void greet(DataInputStream in, DataOutputStream out) throws IOException {
        in.skipNBytes(in.readInt() - 4);
        login.admit(in, out);
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

    /** As Postgres prints jsonb: on one line, a blank after each colon and comma. */
    private static String asPrinted(String json) {
        return json.replaceAll("\\n\\s*", "").replace("\":", "\": ").replace(",\"", ", \"");
    }

    /** Whom to trust here. */
    String authority() {
        return tls.pem();
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
        data.writeInt(25); // the type text
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
        send(out, 'N', NOTICE);
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
