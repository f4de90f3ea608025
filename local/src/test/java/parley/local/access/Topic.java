package parley.local.access;

import java.util.Locale;

/** Every kind of topic, with one example that is somebody's. */
enum Topic {
    OWN_CALL("chat_session_" + Somebody.SESSION + ":call"),
    CALL_OF_OTHER_TENANT("chat_session_" + Somebody.FOREIGN_SESSION + ":call"),
    CALL_OF_NOBODY("chat_session_none:call"),
    CALL_IN_CAPITALS("chat_session_" + Somebody.SESSION.toUpperCase(Locale.ROOT) + ":call"),
    CALL_WITH_A_TAIL("chat_session_" + Somebody.SESSION + "x:call"),
    DESK("parley:desk:" + Somebody.ACME),
    DESK_OF_OTHER_TENANT("parley:desk:" + Somebody.GLOBEX),
    DESK_OF_NOBODY("parley:desk:x"),
    AGENT("parley:agent:" + Somebody.ANA),
    ANY_OTHER_OF_OURS("parley:else"),
    HOSTS_CHAT("chat_session_" + Somebody.SESSION);

    final String name;

    Topic(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
