package parley.local.stack;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import parley.local.http.PortTaken;

/** Seven neighbours from one number on; from 0, seven free ones. */
public record Ports(
        int web, int supabase, int functions, int control, int postgres, int secrets, int relay) {

    public static Ports from(int first) {
        return first == 0
                ? new Ports(0, 0, 0, 0, 0, 0, 0)
                : new Ports(
                        first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6);
    }

    /** A port that coturn can take over UDP and TCP alike. */
    int freeRelay() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        for (int tries = 0; ; tries++) {
            try (ServerSocket tcp = new ServerSocket(relay, 1, here);
                    DatagramSocket _ = new DatagramSocket(tcp.getLocalPort(), here)) {
                return tcp.getLocalPort();
            } catch (IOException e) {
                if (relay != 0 || tries == 20) {
                    throw new PortTaken(relay);
                }
            }
        }
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
