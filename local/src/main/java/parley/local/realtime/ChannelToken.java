package parley.local.realtime;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The token a channel was joined or last refreshed with; at its end the channel ends. */
final class ChannelToken {
    /** Scaled waits end before the token does: the last look is not taken thousands of times. */
    private static final Duration SHORTEST_CHECK = Duration.ofMillis(20);

    private final Channel channel;
    private final Project project;
    private String token;
    private TokenVerdict.Valid verdict = new TokenVerdict.Valid(Json.object(), 0);
    private Timers.@Nullable Pending timer;

    ChannelToken(Channel channel, String token) {
        this.channel = channel;
        this.project = channel.project;
        this.token = token;
    }

    Bearer bearer() {
        return Bearer.of(verdict, channel.room.topic(), channel.socket.headers);
    }

    void checkAtJoin() throws JoinRefused {
        TokenVerdict found = project.tokens.verify(token);
        if (!(found instanceof TokenVerdict.Valid valid)) {
            throw new JoinRefused(found.atJoin());
        }
        verdict = valid;
    }

    /**
     * Takes a token sent on the joined channel; false for what is ignored: the same one, a
     * publishable key.
     */
    boolean isReplacedBy(String fresh) throws StopChannel {
        if (fresh.startsWith("sb_") || fresh.equals(token)) {
            return false;
        }
        token = fresh;
        confirm();
        return true;
    }

    /** Looks at the token alone; rights in the database are not asked again. */
    private void confirm() throws StopChannel {
        TokenVerdict found = project.tokens.verify(token);
        if (found instanceof TokenVerdict.Raises raises) {
            throw new IllegalArgumentException(raises.exception());
        }
        if (!(found instanceof TokenVerdict.Valid valid)) {
            throw new StopChannel(found.whileJoined());
        }
        verdict = valid;
        armTimer();
    }

    /** Looks at the token again when it ends, at the latest after five minutes. */
    void armTimer() {
        disarmTimer();
        // a token may name a second that no clock reaches
        Instant end = Instant.ofEpochSecond(Math.min(verdict.exp(), Instant.MAX.getEpochSecond()));
        Duration left = Duration.between(project.settings.clock().instant(), end);
        Duration wait = left.compareTo(Delays.TOKEN_CHECK) < 0 ? left : Delays.TOKEN_CHECK;
        wait = wait.compareTo(SHORTEST_CHECK) < 0 ? SHORTEST_CHECK : wait;
        timer = project.timers.after(wait, () -> channel.tell(this::confirm));
    }

    void disarmTimer() {
        Timers.Pending pending = timer;
        if (pending != null) {
            pending.cancel();
        }
    }
}
