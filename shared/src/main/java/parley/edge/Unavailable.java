package parley.edge;

/** Something we lean on does not answer. Ours to mend, and worth asking again soon. */
public final class Unavailable extends RuntimeException {
    public Unavailable(String what, Throwable cause) {
        super(what, cause);
    }

    public Unavailable(String what) {
        super(what);
    }
}
