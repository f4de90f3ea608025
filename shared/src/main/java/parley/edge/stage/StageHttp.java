package parley.edge.stage;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import parley.edge.json.Json;

/** Secrets Manager, the address of the role, and a public address that always answers. */
final class StageHttp extends StageDoor {
    static final String DATABASE = "stage/database";
    static final String ROLE = "/role";

    private final Map<String, String> secrets;

    StageHttp(Map<String, String> secrets) throws IOException {
        this.secrets = new HashMap<>(secrets);
        this.secrets.put(DATABASE, Json.write(Map.of("password", StageLogin.PASSWORD)));
        open();
    }

    @Override
    void serve(Socket guest) throws IOException {
        var out = out(guest);
        var lines =
                new BufferedReader(new InputStreamReader(in(guest), StandardCharsets.ISO_8859_1));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var path = line.split(" ", -1)[1];
            var headers = headers(lines);
            var body = new char[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
            for (int read = 0; read < body.length; ) {
                int more = lines.read(body, read, body.length - read);
                if (more < 0) return;
                read += more;
            }
            reply(out, answer(path, headers.containsKey("x-amz-target"), new String(body)));
        }
    }

    private static Map<String, String> headers(BufferedReader lines) throws IOException {
        var all = new HashMap<String, String>();
        for (var line = lines.readLine();
                line != null && !line.isEmpty();
                line = lines.readLine()) {
            var parts = line.split(":", 2);
            if (parts.length == 2) all.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        return all;
    }

    private Map<String, String> answer(String path, boolean aws, String body) {
        if (path.equals(ROLE))
            return Map.of(
                    "AccessKeyId", "stage",
                    "SecretAccessKey", "stage",
                    "Token", "stage",
                    "Expiration", "2100-01-01T00:00:00Z");
        var id = aws ? Json.parse(body).text("SecretId") : null;
        return Map.of("SecretString", secrets.getOrDefault(id == null ? "" : id, ""));
    }

    private static void reply(DataOutputStream out, Map<String, String> answer) throws IOException {
        var body = Json.write(answer).getBytes(StandardCharsets.UTF_8);
        var head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }
}
