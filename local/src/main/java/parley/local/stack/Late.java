package parley.local.stack;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import parley.local.http.Answer;
import parley.local.http.EndpointHandler;

/** Takes a port before what will answer there is ready, so that a taken port is known at once. */
final class Late extends Handler.Abstract {
    private volatile @Nullable Handler ready;

    private final Handler starting =
            new EndpointHandler(_ ->
                    Answer.json(503, "{\"message\":\"the stack is starting\"}")
                            .with("Retry-After", "1"));

    void become(Handler handler) throws Exception {
        handler.setServer(getServer());
        handler.start();
        ready = handler;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Handler handler = ready;
        return (handler == null ? starting : handler).handle(request, response, callback);
    }

    @Override
    protected void doStop() throws Exception {
        Handler handler = ready;
        if (handler != null) {
            handler.stop();
        }
        super.doStop();
    }
}
