package parley.edge.stage;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import parley.edge.json.Json;

/** The secrets' extension, and a public address that always answers. */
final class StageHttp extends StageDoor {
    static final String DATABASE = "stage/database";

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
            var target = line.split(" ", -1)[1];
            int length = 0;
            for (var header = lines.readLine();
                    header != null && !header.isEmpty();
                    header = lines.readLine())
                if (header.regionMatches(true, 0, "content-length:", 0, 15))
                    length = Integer.parseInt(header.substring(15).strip());
            if (lines.skip(length) < length) return;
            reply(out, target);
        }
    }

    private void reply(DataOutputStream out, String target) throws IOException {
        int query = target.indexOf("secretId=");
        var id =
                query < 0
                        ? ""
                        : URLDecoder.decode(target.substring(query + 9), StandardCharsets.UTF_8);
        var body =
                Json.write(Map.of("SecretString", secrets.getOrDefault(id, "")))
                        .getBytes(StandardCharsets.UTF_8);
        var head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }
}
