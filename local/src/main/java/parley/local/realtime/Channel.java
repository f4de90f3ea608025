package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One joined channel: a thread with a mailbox, so that a slow check of one channel delays no other
 * channel of its socket.
 */
final class Channel implements Rooms.Member {
    /** What a channel is told; carried out one after the other. */
    private interface Task {
        void run() throws StopChannel;
    }

    /** Ends a channel: with a {@code system} message if there is one. */
    static final class StopChannel extends Exception {
        private static final long serialVersionUID = 1;

        StopChannel(@Nullable String message) {
            super(message, null, false, false);
        }
    }

    final Project project;
    final Socket socket;
    final String wireTopic;
    final JsonNode joinRef;
    final JoinConfig config;
    final RoomKey room;
    final ChannelRights rights;
    final Set<String> replayedIds = new HashSet<>();
    private final ChannelPresence presence;
    private final BlockingQueue<Task> mailbox = new LinkedBlockingQueue<>();
    private @Nullable Thread thread;
    private Timers.@Nullable Pending tokenTimer;
    private Duration readyDeadline = Duration.ZERO;

    Channel(Socket socket, String wireTopic, JsonNode joinRef, JoinConfig config, String token) {
        this.socket = socket;
        this.project = socket.project;
        this.wireTopic = wireTopic;
        this.joinRef = joinRef;
        this.config = config;
        this.room = new RoomKey(config.isPrivate(), wireTopic.substring("realtime:".length()));
        this.rights = new ChannelRights(this, token);
        this.presence = new ChannelPresence(this);
    }

    /** Enters the room and begins to work. What is told before waits for the join's answer. */
    void start(List<UserBroadcast> replay) {
        project.events.start();
        project.rooms.enter(room, this);
        if (!replay.isEmpty()) {
            replay.forEach(message -> replayedIds.add(String.valueOf(message.rowId())));
            tell(() -> replay.forEach(this::pushReplayed));
        }
        if (config.replicationReady()) {
            readyDeadline = project.timers.now().plus(Delays.REPLICATION_READY_LIMIT);
            tell(this::reportReplication);
        }
        if (config.presence()) {
            tell(presence::pushState);
        }
        armTokenTimer();
        thread = Thread.ofVirtual().name("channel " + wireTopic).start(this::work);
    }

    private void work() {
        try {
            while (true) {
                mailbox.take().run();
            }
        } catch (StopChannel stop) {
            String message = stop.getMessage();
            if (message != null) {
                pushSystem("error", message);
            }
            end(true);
        } catch (InterruptedException e) {
            leaveRoom();
        } catch (RuntimeException crash) {
            end(false);
        }
    }

    private void end(boolean graceful) {
        leaveRoom();
        socket.tell(new Socket.ChannelEnded(this, graceful));
    }

    /** Ends without a word, because its socket ended or joins the topic anew. */
    void abandon() {
        Thread working = thread;
        if (working != null) {
            working.interrupt();
        }
        leaveRoom();
    }

    private void leaveRoom() {
        Timers.Pending timer = tokenTimer;
        if (timer != null) {
            timer.cancel();
        }
        project.rooms.leave(room, this);
        project.presences.untrack(room, this);
    }

    private void tell(Task task) {
        mailbox.add(task);
    }

    /** A message of the client for this channel. */
    void receive(Envelope message) {
        tell(() -> handle(message));
    }

    private void handle(Envelope message) throws StopChannel {
        switch (message.event()) {
            case "phx_leave" -> {
                reply(message, "ok", Json.object());
                throw new StopChannel(null);
            }
            case "broadcast" -> broadcast(message);
            case "presence" -> presence.handle(message);
            case "access_token" -> rights.refresh(message.json().path("access_token"));
            default -> project.events.add(1);
        }
    }

    private void broadcast(Envelope message) {
        if (config.isPrivate() && !rights.mayWrite(Permissions.BROADCAST).orElse(false)) {
            return;
        }
        project.events.add(1);
        if (project.limits().isTooLarge(size(message))) {
            if (config.ack()) {
                reply(message, "error", TextNode.valueOf("payload_size_exceeded"));
            }
            return;
        }
        Message delivered =
                message.payload() instanceof Envelope.BinaryPayload(UserBroadcast binary, _)
                        ? binary
                        : new Message.JsonBroadcast(message.json());
        project.rooms.deliver(room, delivered, config.self() ? null : this);
        if (config.ack()) {
            reply(message, "ok", Json.object());
        }
    }

    private static long size(Envelope message) {
        return message.payload()
                        instanceof Envelope.BinaryPayload(UserBroadcast binary, JsonNode metadata)
                ? ErlangSize.ofPush(binary, metadata)
                : ErlangSize.ofJson(message.json());
    }

    /** On the sender's thread: straight to the socket, then this channel counts it. */
    @Override
    public void deliver(Message message) {
        if (message instanceof Message.PresenceDiff(JsonNode diff)) {
            presence.deliver(diff);
            return;
        }
        String id = message.rowId();
        if (!rights.hearsBroadcasts() || (id != null && replayedIds.contains(id))) {
            return;
        }
        socket.protocol.delivery(wireTopic, message).ifPresent(socket::pushBroadcast);
        tell(this::count);
    }

    private void count() throws StopChannel {
        project.events.add(1);
        if (project.events.isTripped()) {
            throw new StopChannel("Too many messages per second");
        }
    }

    private void pushReplayed(UserBroadcast message) {
        if (message.json()) {
            push("broadcast", Protocol.textForm(message));
        } else {
            socket.protocol.broadcast(wireTopic, message).ifPresent(socket::send);
        }
    }

    private void reportReplication() throws StopChannel {
        if (project.isReplicationReady()) {
            pushSystem("ok", "Replication connection established");
        } else if (project.timers.now().compareTo(readyDeadline) >= 0) {
            throw new StopChannel("Replication connection was not established in time");
        } else {
            project.timers.after(
                    Delays.REPLICATION_READY_POLL, () -> tell(this::reportReplication));
        }
    }

    /** Looks at the token again when it ends, at the latest after five minutes. */
    void armTokenTimer() {
        Timers.Pending before = tokenTimer;
        if (before != null) {
            before.cancel();
        }
        Duration left = rights.tokenLifeLeft();
        Duration wait = left.compareTo(Delays.TOKEN_CHECK) < 0 ? left : Delays.TOKEN_CHECK;
        tokenTimer = project.timers.after(wait, () -> tell(rights::confirmToken));
    }

    void reply(Envelope to, String status, JsonNode response) {
        socket.send(socket.protocol.reply(to, joinRef, status, response));
    }

    /** A push of this channel: with its join reference and no reference of its own. */
    void push(String event, JsonNode payload) {
        socket.send(
                socket.protocol.message(
                        joinRef,
                        NullNode.getInstance(),
                        TextNode.valueOf(wireTopic),
                        event,
                        payload));
    }

    /** A presence message or the like that every member gets in the same form. */
    void pushToRoomMember(String event, JsonNode payload) {
        JsonNode none = NullNode.getInstance();
        socket.send(
                socket.protocol.message(none, none, TextNode.valueOf(wireTopic), event, payload));
    }

    void later(Runnable task) {
        tell(task::run);
    }

    private void pushSystem(String status, String message) {
        ObjectNode payload = Json.object();
        payload.put("message", message).put("status", status);
        payload.put("extension", "system").put("channel", room.topic());
        push("system", payload);
    }
}
