package parley.local.prove.kills;

/** Where twenty calls are when the blow falls. */
enum Phase {
    /** Call is being pressed. */
    IDLE,
    RINGING,
    /** Accepted, and not answered yet. */
    CONNECTING,
    TALKING,
    /** Hang up is being pressed. */
    ENDING
}
