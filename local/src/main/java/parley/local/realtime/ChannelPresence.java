package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The presence side of a channel: at most five calls in thirty seconds, the sixth ends it. */
final class ChannelPresence {
    private static final int MAX_CALLS = 5;
    private static final String DIFF = "presence_diff";

    private final Channel channel;
    private @Nullable JsonNode trackedPayload;
    private int calls;
    private Duration windowEnd = Duration.ZERO;

    ChannelPresence(Channel channel) {
        this.channel = channel;
    }

    private Project project() {
        return channel.project;
    }

    /** Sent once after the join. */
    void pushState() throws StopChannel {
        if (channel.rights.mayReadPresence()) {
            limitPresence();
            channel.voice.push("presence_state", project().presences.state(channel.room));
        }
    }

    /**
     * A private channel that did not ask for presence at its join hears of it only once it tracked
     * itself, and then through its channel; all others hear at once.
     */
    void deliver(JsonNode diff) {
        if (channel.config.isPrivate() && !channel.config.presence()) {
            channel.tell(() -> {
                if (channel.rights.wasPresenceReadable()) {
                    channel.voice.push(DIFF, diff);
                }
            });
        } else if (!channel.config.isPrivate() || channel.rights.wasPresenceReadable()) {
            project().presenceEvents.add(1);
            channel.voice.relay(DIFF, diff);
        }
    }

    void handle(Envelope message) throws StopChannel {
        JsonNode event = message.json().path("event");
        if (event.isMissingNode()) {
            channel.voice.reply(message, "ok", Json.object());
            return;
        }
        if (!event.isTextual()) {
            throw new IllegalArgumentException("no function clause matching in String.downcase/2");
        }
        limitCalls();
        switch (event.asText().toLowerCase(Locale.ROOT)) {
            case "track" -> track(message);
            case "untrack" -> {
                trackedPayload = null;
                channel.voice.reply(message, "ok", Json.object());
                project().presences.untrack(channel.room, channel);
            }
            default -> channel.voice.reply(message, "error", Json.object());
        }
    }

    private void track(Envelope message) throws StopChannel {
        if (channel.config.isPrivate() && !isWritable()) {
            channel.voice.reply(message, "error", Json.object());
            return;
        }
        JsonNode payload =
                Optional.ofNullable(message.json().get("payload")).orElseGet(Json::object);
        if (!payload.isObject()) {
            ObjectNode reason = Json.object();
            reason.put("reason", "Presence track payload must be a map");
            channel.voice.reply(message, "error", reason);
            return;
        }
        if (!payload.equals(trackedPayload)) {
            if (project().limits().isTooLarge(ErlangSize.ofJson(payload))) {
                throw new StopChannel("Track message size exceeded");
            }
            limitPresence();
        }
        channel.voice.reply(message, "ok", Json.object());
        if (!payload.equals(trackedPayload)) {
            trackedPayload = payload;
            project().presences.track(channel.room, channel, channel.config.presenceKey(), payload);
        }
    }

    private boolean isWritable() {
        channel.rights.mayReadPresence();
        return channel.rights.mayWrite(Permissions.PRESENCE).orElse(false);
    }

    private void limitCalls() throws StopChannel {
        Duration now = project().timers.now();
        if (calls == 0 || now.compareTo(windowEnd) > 0) {
            calls = 0;
            windowEnd = now.plus(Delays.PRESENCE_WINDOW);
        }
        if (calls >= MAX_CALLS) {
            throw new StopChannel("Client presence rate limit exceeded");
        }
        calls++;
    }

    private void limitPresence() throws StopChannel {
        if (project().presenceEvents.average() > project().limits().presenceEventsPerSecond()) {
            throw new StopChannel("Too many presence messages per second");
        }
        project().presenceEvents.add(1);
    }
}
