package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One joined channel: a thread with a mailbox, so that a slow check of one channel delays no other
 * channel of its socket.
 */
final class Channel implements Rooms.Member, Mailbox.End {
    final Project project;
    final Socket socket;
    final String wireTopic;
    final JsonNode joinRef;
    final JoinConfig config;
    final RoomKey room;
    final ChannelToken token;
    final ChannelRights rights;
    final ChannelVoice voice;
    private final ChannelPresence presence;
    private final Mailbox mailbox = new Mailbox();
    private final Set<String> replayedIds = new HashSet<>();
    private Duration readyDeadline = Duration.ZERO;

    Channel(Socket socket, String wireTopic, JsonNode joinRef, JoinConfig config, String token) {
        this.socket = socket;
        this.project = socket.project;
        this.wireTopic = wireTopic;
        this.joinRef = joinRef;
        this.config = config;
        this.room = new RoomKey(config.isPrivate(), wireTopic.substring("realtime:".length()));
        this.voice = new ChannelVoice(socket, wireTopic, joinRef);
        this.token = new ChannelToken(this, token);
        this.rights = new ChannelRights(this);
        this.presence = new ChannelPresence(this);
    }

    /** Enters the room and begins to work. What it says first waits for the join's answer. */
    void start(List<UserBroadcast> replay) {
        replay.forEach(message -> replayedIds.add(String.valueOf(message.rowId())));
        project.events.start();
        project.rooms.enter(room, this);
        tell(() -> replay.forEach(voice::replayed));
        if (config.replicationReady()) {
            readyDeadline = project.timers.now().plus(Delays.REPLICATION_READY_LIMIT);
            tell(this::reportReplication);
        }
        if (config.presence()) {
            tell(presence::pushState);
        }
        token.armTimer();
        mailbox.start("channel " + wireTopic, this);
    }

    void tell(Mailbox.Task task) {
        mailbox.tell(task);
    }

    /** Its socket has ended: what was told before is still done, then it leaves. */
    void orphan() {
        tell(() -> {
            throw new StopChannel(null);
        });
    }

    /** Its topic is joined anew: it leaves at once. */
    void replace() {
        mailbox.drop();
        leave();
    }

    @Override
    public void stopped(StopChannel stop) {
        String message = stop.getMessage();
        if (message != null) {
            voice.system("error", message);
        }
        leave();
        socket.tell(new Socket.ChannelEnded(this, true));
    }

    @Override
    public void crashed() {
        leave();
        socket.tell(new Socket.ChannelEnded(this, false));
    }

    private void leave() {
        token.disarmTimer();
        project.rooms.leave(room, this);
        project.presences.untrack(room, this);
    }

    /** A message of the client for this channel. */
    void receive(Envelope message) {
        tell(() -> handle(message));
    }

    private void handle(Envelope message) throws StopChannel {
        switch (message.event()) {
            case "phx_leave" -> {
                voice.reply(message, "ok", Json.object());
                throw new StopChannel(null);
            }
            case "broadcast" -> broadcast(message);
            case "presence" -> presence.handle(message);
            case "access_token" -> accessToken(message.json().path("access_token"));
            default -> project.events.add(1);
        }
    }

    private void accessToken(JsonNode sent) throws StopChannel {
        if (sent.isTextual()) {
            rights.refresh(sent.asText());
        } else if (!sent.isNull()) {
            project.events.add(1);
        }
    }

    private void broadcast(Envelope message) {
        if (config.isPrivate() && !rights.mayWrite(Permissions.BROADCAST).orElse(false)) {
            return;
        }
        project.events.add(1);
        if (project.limits().isTooLarge(message.payload().externalSize())) {
            if (config.ack()) {
                voice.reply(message, "error", TextNode.valueOf("payload_size_exceeded"));
            }
            return;
        }
        project.rooms.deliver(room, message.payload().asMessage(), config.self() ? null : this);
        if (config.ack()) {
            voice.reply(message, "ok", Json.object());
        }
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

    private void reportReplication() throws StopChannel {
        if (project.isReplicationReady()) {
            voice.system("ok", "Replication connection established");
        } else if (project.timers.now().compareTo(readyDeadline) >= 0) {
            throw new StopChannel("Replication connection was not established in time");
        } else {
            project.timers.after(
                    Delays.REPLICATION_READY_POLL, () -> tell(this::reportReplication));
        }
    }
}
