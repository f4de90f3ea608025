package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/**
 * A join, check by check in the real server's order. A refusal is answered late, and the socket's
 * thread waits for it.
 */
final class SocketJoin {
    private final Socket socket;
    private final SocketChannels channels;

    SocketJoin(Socket socket, SocketChannels channels) {
        this.socket = socket;
        this.channels = channels;
    }

    void join(Envelope message) {
        try {
            JsonNode response = attempt(message);
            socket.write(socket.protocol.reply(message, message.joinRef(), "ok", response));
        } catch (JoinRefused refused) {
            refuse(message, refused);
        }
    }

    private void refuse(Envelope message, JoinRefused refused) {
        if (refused.closesSocket) {
            // Before the wait: what the client sends meanwhile comes after the close.
            socket.tell(new Socket.Disconnect(Socket.GOING_AWAY));
        }
        socket.project.timers.sleep(Delays.JOIN_REFUSAL);
        ObjectNode reason = Json.object();
        reason.put("reason", refused.reason());
        socket.write(socket.protocol.reply(message, message.joinRef(), "error", reason));
    }

    private JsonNode attempt(Envelope message) throws JoinRefused {
        String topic = message.topic().asText();
        JsonNode params = message.json();
        if (!params.isObject()) {
            throw new JoinRefused(
                    "UnknownErrorOnChannel: expected params to be a :map, got: `"
                            + ElixirText.of(params)
                            + "`");
        }
        if (topic.equals("realtime:")) {
            throw new JoinRefused("TopicNameRequired: You must provide a topic name");
        }
        JoinConfig config = JoinConfig.of(params);
        checkLimits(config);
        String token = Objects.requireNonNullElse(JoinConfig.token(params), socket.token);
        Channel channel = new Channel(socket, topic, message.joinRef(), config, token);
        channel.token.checkAtJoin();
        List<UserBroadcast> replay = askDatabase(channel);
        JsonNode asked = params.path("config");
        if (asked.isValueNode() && !asked.isNull()) {
            throw new JoinRefused(
                    "UnknownErrorOnChannel: no function clause matching in Access.get/3");
        }
        channel.start(replay);
        channels.joined(channel);
        socket.project.addUser(socket);
        ObjectNode response = Json.object();
        response.set("postgres_changes", PostgresChanges.echo(params, channel.room.topic()));
        return response;
    }

    private void checkLimits(JoinConfig config) throws JoinRefused {
        Project project = socket.project;
        Limits limits = project.limits();
        if (limits.privateOnly() && !config.isPrivate()) {
            throw new JoinRefused("PrivateOnly: This project only allows private channels");
        }
        if (project.isFullFor(socket)) {
            throw new JoinRefused("ConnectionRateLimitReached: Too many connected users");
        }
        if (project.joins.isTripped()) {
            throw new JoinRefused("ClientJoinRateLimitReached: Too many joins per second", true);
        }
        project.joins.add(1);
        if (channels.count() >= limits.channelsPerClient()) {
            throw new JoinRefused("ChannelRateLimitReached: Too many channels");
        }
    }

    /** Whether milliseconds since 1970 lie in a year from 0 to 9999. */
    private static boolean isTime(JsonNode milliseconds) {
        return milliseconds.canConvertToLong()
                && milliseconds.asLong() >= -62_167_219_200_000L
                && milliseconds.asLong() <= 253_402_300_799_999L;
    }

    private List<UserBroadcast> askDatabase(Channel channel) throws JoinRefused {
        try {
            ProjectDatabase database = socket.project.database();
            if (channel.config.isPrivate()) {
                channel.rights.checkAtJoin(database);
            }
            return replay(channel, database);
        } catch (DatabaseTrouble e) {
            throw new JoinRefused(DatabaseTrouble.Kind.UNAVAILABLE.atJoin);
        }
    }

    private static List<UserBroadcast> replay(Channel channel, ProjectDatabase database)
            throws JoinRefused, DatabaseTrouble {
        JsonNode asked = channel.config.replay().orElse(null);
        if (asked == null) {
            return List.of();
        }
        if (!channel.config.isPrivate()) {
            throw new JoinRefused(
                    "UnableToReplayMessages: Replay is not allowed for public channels");
        }
        if (!asked.isObject()) {
            return List.of();
        }
        JsonNode since = asked.path("since");
        JsonNode limit = asked.path("limit");
        if (since.isIntegralNumber() && !isTime(since)) {
            throw new JoinRefused("UnknownErrorOnChannel: invalid Unix time " + since.asText());
        }
        boolean defaultLimit = limit.isMissingNode() || limit.isNull();
        if (!since.isIntegralNumber() || !(defaultLimit || limit.isIntegralNumber())) {
            throw new JoinRefused("UnableToReplayMessages: Replay params are not valid");
        }
        long rows = defaultLimit ? StoredMessages.MAX_REPLAY : limit.asLong();
        return database.messages.replay(channel.room.topic(), since.asLong(), rows);
    }
}
