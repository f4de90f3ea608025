package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
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
    private final Map<String, Channel> channels = new HashMap<>();
    private final SocketJoin joining = new SocketJoin(this);
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

    /** How many channels of this socket live. */
    int channelCount() {
        return channels.size();
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
            channels.values().forEach(Channel::abandon);
            project.remove(this);
            connection.close();
        }
    }

    private void handle(Signal signal) {
        switch (signal) {
            case Received(byte[] bytes) -> received(bytes);
            case Send(Frame frame) -> write(frame);
            case ChannelEnded(Channel channel, boolean graceful) -> ended(channel, graceful);
            case Disconnect(int code) -> disconnect(code);
            case IdleTick _ -> idle();
            case Gone _ -> open = false;
        }
    }

    private void write(Frame frame) {
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
            case TEXT, BINARY -> protocol.decode(frame).ifPresent(this::message);
            case CONTINUATION, PONG -> {}
        }
    }

    private void message(Envelope message) {
        String topic = message.topic().asText();
        Channel channel = message.topic().isTextual() ? channels.get(topic) : null;
        if (topic.equals("phoenix") && message.isEvent("heartbeat")) {
            write(protocol.reply(message, NullNode.getInstance(), "ok", Json.object()));
        } else if (message.isEvent("phx_join") && topic.startsWith("realtime:")) {
            if (channel != null) {
                replace(channel);
            }
            joining.join(message);
        } else if (channel == null) {
            unmatched(message);
        } else if (!message.isEvent("phx_leave")) {
            channel.receive(message);
        } else if (channel.joinRef.isNull() || channel.joinRef.equals(message.joinRef())) {
            channel.receive(message);
        }
    }

    private void unmatched(Envelope message) {
        if (message.isEvent("phx_leave")) {
            write(protocol.reply(message, message.joinRef(), "ok", Json.object()));
            return;
        }
        ObjectNode reason = Json.object();
        reason.put("reason", "unmatched topic");
        write(protocol.reply(message, NullNode.getInstance(), "error", reason));
    }

    /** The topic is joined anew: the old channel's end is told after the new one's answer. */
    private void replace(Channel old) {
        old.abandon();
        forget(old);
        send(endOf(old, true));
    }

    void joined(Channel channel) {
        channels.put(channel.wireTopic, channel);
    }

    private void ended(Channel channel, boolean graceful) {
        if (forget(channel)) {
            write(endOf(channel, graceful));
        }
    }

    private boolean forget(Channel channel) {
        return channels.remove(channel.wireTopic, channel);
    }

    private Frame endOf(Channel channel, boolean graceful) {
        return protocol.message(
                channel.joinRef,
                channel.joinRef,
                TextNode.valueOf(channel.wireTopic),
                graceful ? "phx_close" : "phx_error",
                Json.object());
    }

    /** Closes with a code; at a restart of the project every channel is told first. */
    private void disconnect(int code) {
        if (code == SERVICE_RESTART) {
            List.copyOf(channels.keySet()).forEach(this::announceDisconnect);
        }
        write(Frame.close(code));
        open = false;
    }

    private void announceDisconnect(String topic) {
        JsonNode none = NullNode.getInstance();
        ObjectNode payload = Json.object();
        payload.put("message", "Server requested disconnect");
        payload.put("status", "ok").put("extension", "system");
        write(protocol.message(none, none, TextNode.valueOf(topic), "system", payload));
    }

    private void idle() {
        if (silentTicks++ >= Delays.IDLE_TICKS) {
            disconnect(IDLE);
        }
        ticksWithoutChannel = channels.isEmpty() ? ticksWithoutChannel + 1 : 0;
        if (ticksWithoutChannel > Delays.NO_CHANNEL.dividedBy(Delays.IDLE_TICK)) {
            open = false;
        }
    }

    void answer(Frame frame) {
        write(frame);
    }
}
