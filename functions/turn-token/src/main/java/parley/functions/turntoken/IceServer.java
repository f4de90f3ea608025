package parley.functions.turntoken;

import java.util.List;

/** As {@code RTCIceServer} wants it; one TURN address each, so that a page can time each alone. */
sealed interface IceServer {
    record Stun(List<String> urls) implements IceServer {
        public Stun {
            urls = List.copyOf(urls);
        }
    }

    record Turn(List<String> urls, String username, String credential) implements IceServer {
        public Turn {
            urls = List.copyOf(urls);
        }

        Turn(String url, String username, String credential) {
            this(List.of(url), username, credential);
        }

        /** A record's own text would show the credential in a log. */
        @Override
        public String toString() {
            return "Turn" + urls;
        }
    }
}
