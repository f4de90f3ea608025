package parley.local.stack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import parley.local.http.LocalServer;

/**
 * Every port of the stack but Postgres', taken at once, and the addresses that follow from them.
 */
final class Doors implements AutoCloseable {
    final Late web = new Late();
    final Late supabase = new Late();
    final Late functions = new Late();
    final Late control = new Late();
    final Late secrets = new Late();

    private final List<LocalServer> servers = new ArrayList<>();
    private final Ports ports;

    /**
     * Takes the ports.
     *
     * @param wanted as chosen; zeros become free ones
     */
    Doors(Ports wanted) throws IOException {
        try {
            ports =
                    new Ports(
                            open(wanted.web(), web),
                            open(wanted.supabase(), supabase),
                            open(wanted.functions(), functions),
                            open(wanted.control(), control),
                            wanted.freePostgres(),
                            open(wanted.secrets(), secrets),
                            wanted.freeRelay());
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    Ports ports() {
        return ports;
    }

    @Override
    public void close() {
        Collections.reverse(servers);
        servers.forEach(LocalServer::close);
        servers.clear();
    }

    private int open(int port, Late late) throws IOException {
        LocalServer server = LocalServer.start(port, late);
        servers.add(server);
        return server.port();
    }
}
