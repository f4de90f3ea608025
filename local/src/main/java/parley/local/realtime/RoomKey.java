package parley.local.realtime;

/**
 * A room: private and public channels of one name are two of them.
 *
 * @param topic without the {@code realtime:} prefix
 */
record RoomKey(boolean isPrivate, String topic) {}
