package parley.core.session;

import static parley.core.Refused.because;

import org.jspecify.annotations.Nullable;
import parley.core.Origins;
import parley.core.Refusal;
import parley.core.session.SessionDecision.Denied;
import parley.core.session.SessionFacts.Session;

/** Two doors, and no third: our own secret, or the host's signed word. */
public final class SessionPolicy {
    private SessionPolicy() {}

    /**
     * How this visitor comes in.
     *
     * @param vouched what the host's token says once its signature held, else null
     */
    public static SessionDecision decide(
            SessionAsk ask,
            SessionFacts facts,
            @Nullable HostClaims vouched,
            @Nullable String origin) {
        if (!Origins.allow(facts.tenant().allowedOrigins(), origin))
            return new Denied(because(Refusal.ORIGIN_NOT_ALLOWED));
        if (facts.retryAfter() > 0)
            return new Denied(because(Refusal.TOO_MANY_REQUESTS).retryAfter(facts.retryAfter()));
        if (ask.hostToken() != null) return hosted(facts.session(), vouched);
        return ask.session() == null ? new SessionDecision.Started() : known(facts.session());
    }

    /** A session we do not know (any more) is begun anew, under an id of ours: never under his. */
    private static SessionDecision known(@Nullable Session session) {
        if (session == null) return new SessionDecision.Started();
        return session.secretOk() && session.visitorId() != null
                ? new SessionDecision.Renewed(session.id(), session.visitorId())
                : new SessionDecision.WrongSecret();
    }

    private static SessionDecision hosted(@Nullable Session session, @Nullable HostClaims vouched) {
        if (vouched == null) return new SessionDecision.NotVouched();
        var visitor = session == null ? null : session.visitorId();
        return new SessionDecision.Vouched(vouched.session(), visitor, vouched.name());
    }
}
