package parley.local.http;

import java.io.IOException;

/** Somebody else listens there. */
public final class PortTaken extends IOException {
    public PortTaken(int port) {
        super("port " + port + " is taken: choose another with PORT=, or PORT=0 for any free ones");
    }
}
