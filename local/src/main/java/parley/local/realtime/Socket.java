package parley.local.realtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One WebSocket: a thread with one mailbox for what comes from the client and what goes to it. A
 * join is carried out on this thread, so while one waits, everything of the socket waits.
 */
final class Socket {
    /** What a socket is told. */
    sealed interface Signal {}

    /** Bytes of the client, as they came off the wire together. */
    @SuppressWarnings("ArrayRecordComponent")
    record Received(byte[] bytes) implements Signal {}

    record Send(Frame frame) implements Signal {}

    record ChannelEnded(Channel channel, boolean graceful) implements Signal {}

    /** Close from our side. */
    record Disconnect(int code) implements Signal {}

    record IdleTick() implements Signal {}

    /** The connection is gone, or has to go without a word. */
    record Gone() implements Signal {}

    static final int IDLE = 1000;
    static final int GOING_AWAY = 1001;
    static final int SERVICE_RESTART = 1012;

    final Project project;
    final Protocol protocol;
    final Map<String, String> headers;
    final String token;
    private final SocketConnection connection;
    private final BlockingQueue<Signal> mailbox = new LinkedBlockingQueue<>();
    private final FrameReader reader = new FrameReader();
    private final SocketChannels channels = new SocketChannels(this);
    private int silentTicks;
    private int ticksWithoutChannel;
    private boolean open = true;

    Socket(
            Project project,
            Protocol protocol,
            String token,
            Map<String, String> headers,
            SocketConnection connection) {
        this.project = project;
        this.protocol = protocol;
        this.token = token;
        this.headers = Map.copyOf(headers);
        this.connection = connection;
    }

    void start() {
        project.sockets.add(this);
        Thread.ofVirtual().name("socket").start(this::work);
    }

    void tell(Signal signal) {
        mailbox.add(signal);
    }

    void send(Frame frame) {
        tell(new Send(frame));
    }

    /** A broadcast on its way to the client: here accidents happen, if a test asks for them. */
    void pushBroadcast(Frame frame) {
        for (int copies = project.faults.copies(); copies > 0; copies--) {
            Duration delay = project.faults.delay();
            if (delay.isZero()) {
                send(frame);
            } else {
                project.timers.after(delay, () -> send(frame));
            }
        }
    }

    private void work() {
        Timers.Pending idle = project.timers.every(Delays.IDLE_TICK, () -> tell(new IdleTick()));
        try {
            while (open) {
                handle(mailbox.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            idle.cancel();
            channels.orphan();
            project.remove(this);
            connection.close();
        }
    }

    private void handle(Signal signal) {
        switch (signal) {
            case Received(byte[] bytes) -> received(bytes);
            case Send(Frame frame) -> write(frame);
            case ChannelEnded(Channel channel, boolean graceful) ->
                    channels.ended(channel, graceful);
            case Disconnect(int code) -> disconnect(code);
            case IdleTick _ -> idle();
            case Gone _ -> open = false;
        }
    }

    /** On the socket's own thread: goes out before anything in the mailbox. */
    void write(Frame frame) {
        if (open && !connection.write(frame.onTheWire())) {
            open = false;
        }
    }

    private void received(byte[] bytes) {
        silentTicks = 0;
        reader.add(bytes);
        try {
            Frame frame = reader.next();
            while (frame != null && open) {
                frame(frame);
                frame = reader.next();
            }
        } catch (FrameReader.Broken broken) {
            disconnect(broken.code);
        }
    }

    private void frame(Frame frame) {
        switch (frame.kind()) {
            case PING -> write(new Frame(Frame.Kind.PONG, frame.payload()));
            case CLOSE -> {
                write(frame.echoOfClose());
                open = false;
            }
            case TEXT, BINARY -> protocol.decode(frame).ifPresent(channels::message);
            case CONTINUATION, PONG -> {}
        }
    }

    /** Closes with a code; at a restart of the project every channel is told first. */
    private void disconnect(int code) {
        if (code == SERVICE_RESTART) {
            channels.announceDisconnect();
        }
        write(Frame.close(code));
        open = false;
    }

    private void idle() {
        if (silentTicks++ >= Delays.IDLE_TICKS) {
            disconnect(IDLE);
        }
        ticksWithoutChannel = channels.count() == 0 ? ticksWithoutChannel + 1 : 0;
        if (ticksWithoutChannel > Delays.NO_CHANNEL.dividedBy(Delays.IDLE_TICK)) {
            open = false;
        }
    }
}
