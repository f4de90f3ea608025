package parley.local.realtime;

import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Mounts a Realtime on a Jetty server: the WebSocket and the REST broadcast, under the hosted
 * platform's paths and the server's own. Every other path is left to the next handler.
 */
final class RealtimeHandler extends Handler.Abstract {
    private static final List<String> PREFIXES = List.of("/realtime/v1/", "/socket/");
    private static final String WEBSOCKET = "websocket";

    private final Realtime realtime;

    RealtimeHandler(Realtime realtime) {
        this.realtime = realtime;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        String prefix = PREFIXES.stream().filter(path::startsWith).findFirst().orElse("");
        if (prefix.isEmpty()) {
            return false;
        }
        Project project = realtime.running();
        if (project == null) {
            Answer.of(503, "").write(request, response, callback);
            return true;
        }
        response.getHeaders().put("server", "Cowboy");
        String rest = path.substring(prefix.length());
        if (rest.equals(WEBSOCKET)) {
            new Upgrade(project, request, response, callback).run();
        } else if (prefix.equals("/realtime/v1/") && rest.startsWith("api/broadcast")) {
            rest(project, rest, request, response, callback);
        } else {
            Answer.notFound().write(request, response, callback);
        }
        return true;
    }

    private static void rest(
            Project project, String path, Request request, Response response, Callback callback) {
        boolean cors = project.settings.gatewayCors();
        if (cors) {
            response.getHeaders().put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        }
        if (cors && request.getMethod().equals("OPTIONS")) {
            Answer.preflight().write(request, response, callback);
        } else {
            Thread.ofVirtual()
                    .start(() ->
                            new RestBroadcast(project, path, request).answer(response, callback));
        }
    }
}
