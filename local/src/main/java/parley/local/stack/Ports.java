package parley.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import parley.local.http.PortTaken;

/** Six neighbours from one number on; from 0, six free ones. */
public record Ports(int web, int supabase, int functions, int control, int postgres, int secrets) {

    public static Ports from(int first) {
        return first == 0
                ? new Ports(0, 0, 0, 0, 0, 0)
                : new Ports(first, first + 1, first + 2, first + 3, first + 4, first + 5);
    }

    /** The port that Postgres will take: it does not say by itself what is wrong with one. */
    int freePostgres() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), postgres));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new PortTaken(postgres);
        }
    }
}
