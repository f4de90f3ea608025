package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A message of a client as both protocol versions carry it. References come back as they came, a
 * number stays a number, so they are kept as JSON.
 *
 * @param joinRef reference of the join it belongs to, JSON null if none was given
 * @param topic with its {@code realtime:} prefix; not always a string, clients send anything
 */
record Envelope(JsonNode joinRef, JsonNode ref, JsonNode topic, String event, Payload payload) {

    /** What an envelope carries. */
    sealed interface Payload {
        /** What the payload limit measures, in bytes. */
        long externalSize();

        /** As the members of a room get it when it is a broadcast. */
        Message asMessage();
    }

    record JsonPayload(JsonNode json) implements Payload {
        @Override
        public long externalSize() {
            return ErlangSize.ofJson(json);
        }

        @Override
        public Message asMessage() {
            return new Message.JsonBroadcast(json);
        }
    }

    /** A broadcast in a binary frame. */
    record BinaryPayload(UserBroadcast broadcast, JsonNode metadata) implements Payload {
        @Override
        public long externalSize() {
            return ErlangSize.ofPush(broadcast, metadata);
        }

        @Override
        public Message asMessage() {
            return broadcast;
        }
    }

    JsonNode json() {
        return payload instanceof JsonPayload(JsonNode json) ? json : Json.object();
    }

    boolean isEvent(String name) {
        return event.equals(name);
    }
}
