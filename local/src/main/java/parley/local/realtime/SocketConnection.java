package parley.local.realtime;

/** The wire under a socket. */
interface SocketConnection {
    /** Writes and waits until it is out; false if the wire is gone. */
    boolean write(byte[] bytes);

    /** Ends the connection; what was written still goes out. */
    void close();
}
