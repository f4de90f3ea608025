package parley.local.http;

import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A server on 127.0.0.1, nowhere else. */
public final class LocalServer implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;

    private LocalServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** Starts on a port, or on any free one for 0. */
    public static LocalServer start(int port, Handler handler) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(16, 2);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        threads.setStopTimeout(200);
        threads.setDaemon(true);
        Server server = new Server(threads);
        server.setHandler(handler);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(32 * 1024);
        ServerConnector connector =
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        // A runtime's wait for its next event may last for ever.
        connector.setIdleTimeout(0);
        server.addConnector(connector);
        LocalServer started = new LocalServer(server, connector);
        try {
            server.start();
        } catch (Exception e) {
            started.close();
            throw isTaken(e) ? new PortTaken(port) : new IOException(e);
        }
        return started;
    }

    public static LocalServer start(int port, Endpoint endpoint) throws IOException {
        return start(port, new EndpointHandler(endpoint));
    }

    public int port() {
        return connector.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isTaken(Throwable e) {
        return e instanceof BindException || (e.getCause() != null && isTaken(e.getCause()));
    }
}
