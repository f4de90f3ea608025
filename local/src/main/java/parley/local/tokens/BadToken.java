package parley.local.tokens;

/** A token that is not believed, and why: each part of Supabase words it in its own way. */
public final class BadToken extends Exception {
    /** What is wrong with it. */
    public enum Why {
        MALFORMED,
        /** No key with its {@code kid}, or an algorithm that no key here has. */
        UNKNOWN_KEY,
        SIGNATURE,
        EXPIRED,
        NOT_YET_VALID
    }

    private final Why why;
    private final long seconds;

    BadToken(Why why) {
        this(why, 0);
    }

    BadToken(Why why, long seconds) {
        super(why.name());
        this.why = why;
        this.seconds = seconds;
    }

    public Why why() {
        return why;
    }

    /** For how many seconds it has been expired. */
    public long seconds() {
        return seconds;
    }
}
