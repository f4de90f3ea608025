package parley.local.lambda;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import parley.local.http.LocalServer;

/** The runner with one function, under AWS's real runtime interface client. */
final class LambdaRig implements AutoCloseable {
    final HttpClient http = HttpClient.newHttpClient();
    final Lambda lambda;
    final LocalServer urls;
    final LocalServer secretsServer;
    final Secrets secrets;
    private final Path folder;

    LambdaRig(Path folder) throws IOException {
        this.folder = folder;
        secrets = new Secrets(Map.of("mine", "{\"password\":\"p\"}", "theirs", "x"));
        secretsServer = LocalServer.start(0, secrets);
        lambda =
                Lambda.start(
                        new Lambda.Options(
                                EchoZip.template(folder),
                                Map.of(
                                        "PARLEY_ISSUER", "http://issuer",
                                        "PARLEY_SECRET", "mine",
                                        "OTHER", "no"),
                                secrets,
                                secretsServer.port(),
                                folder.resolve("tasks"),
                                folder.resolve("logs"),
                                3));
        urls = LocalServer.start(0, lambda.urls());
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("logs/echo.log"));
    }

    URI at(String path) {
        return URI.create(urls.url() + "/echo" + path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(at(path)));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        lambda.close();
        urls.close();
        secretsServer.close();
    }
}
