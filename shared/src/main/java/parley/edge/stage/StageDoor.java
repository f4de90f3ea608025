package parley.edge.stage;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A listening socket of the stage; one virtual thread for each who comes in. */
abstract class StageDoor implements AutoCloseable {
    private final ServerSocket door;

    StageDoor() throws IOException {
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Called once the subclass is whole. */
    final void open() {
        Thread.ofVirtual().start(this::welcome);
    }

    final int port() {
        return door.getLocalPort();
    }

    /** Serves one connection until it ends; it is closed by whoever called. */
    abstract void serve(Socket guest) throws IOException;

    private void welcome() {
        while (!door.isClosed()) {
            try {
                var guest = door.accept();
                Thread.ofVirtual().start(() -> host(guest));
            } catch (IOException e) {
                return; // the rehearsal is over
            }
        }
    }

    private void host(Socket guest) {
        try (guest) {
            guest.setTcpNoDelay(true);
            serve(guest);
        } catch (IOException e) {
            // the guest left, or the rehearsal is over
        }
    }

    static DataInputStream in(Socket guest) throws IOException {
        return new DataInputStream(guest.getInputStream());
    }

    static DataOutputStream out(Socket guest) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(guest.getOutputStream()));
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
