package parley.local.realtime;

/** A join that is answered with an error; the message is the reason the client gets. */
final class JoinRefused extends Exception {
    private static final long serialVersionUID = 1;

    /** Too many joins: the whole socket is closed after the answer. */
    final boolean closesSocket;

    JoinRefused(String reason) {
        this(reason, false);
    }

    JoinRefused(String reason, boolean closesSocket) {
        super(reason, null, false, false);
        this.closesSocket = closesSocket;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
