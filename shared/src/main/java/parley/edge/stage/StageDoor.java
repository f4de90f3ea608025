package parley.edge.stage;

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

    /** Serves one connection until it ends. */
    abstract void serve(DataInputStream in, DataOutputStream out) throws IOException;

    private void welcome() {
        while (!door.isClosed()) {
            try {
                var guest = door.accept();
                Thread.ofVirtual().start(() -> serve(guest));
            } catch (IOException e) {
                return; // the rehearsal is over
            }
        }
    }

    private void serve(Socket guest) {
        try (guest;
                var in = new DataInputStream(guest.getInputStream());
                var out = new DataOutputStream(guest.getOutputStream())) {
            guest.setTcpNoDelay(true);
            serve(in, out);
        } catch (IOException e) {
            // the guest left, or the rehearsal is over
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
