package parley.local.realtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Blocker;

/**
 * A connection after its upgrade: bytes in, bytes out. Frames are cut by the socket's own thread,
 * not here, because the real server handles bytes that came together before anything else.
 */
final class Wire extends AbstractConnection implements Connection.UpgradeTo, SocketConnection {
    private static final int CHUNK = 65_536;

    private final Socket socket;

    Wire(
            EndPoint endPoint,
            Executor executor,
            Project project,
            Protocol protocol,
            String token,
            Map<String, String> headers) {
        super(endPoint, executor);
        this.socket = new Socket(project, protocol, token, headers, this);
    }

    @Override
    public void onUpgradeTo(ByteBuffer early) {
        if (early.hasRemaining()) {
            tell(early);
        }
    }

    @Override
    public void onOpen() {
        super.onOpen();
        getEndPoint().setIdleTimeout(0);
        socket.start();
        fillInterested();
    }

    @Override
    public void onFillable() {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);
        try {
            int filled = getEndPoint().fill(chunk);
            while (filled > 0) {
                tell(chunk);
                chunk.clear().limit(0);
                filled = getEndPoint().fill(chunk);
            }
            if (filled < 0) {
                socket.tell(new Socket.Gone());
            } else {
                fillInterested();
            }
        } catch (IOException e) {
            socket.tell(new Socket.Gone());
        }
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        socket.tell(new Socket.Gone());
    }

    @Override
    public void onClose(Throwable cause) {
        super.onClose(cause);
        socket.tell(new Socket.Gone());
    }

    private void tell(ByteBuffer received) {
        byte[] bytes = new byte[received.remaining()];
        received.get(bytes);
        socket.tell(new Socket.Received(bytes));
    }

    @Override
    public boolean write(byte[] bytes) {
        try (Blocker.Callback written = Blocker.callback()) {
            getEndPoint().write(written, ByteBuffer.wrap(bytes));
            written.block();
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
