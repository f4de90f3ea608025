package parley.core;

/** A value that cannot be what it should be. Says where in the document, never what stood there. */
public final class Malformed extends IllegalArgumentException {
    private final String path;
    private final String why;

    public Malformed(String path, String why) {
        super(path.isEmpty() ? why : path + ": " + why);
        this.path = path;
        this.why = why;
    }

    /** The same complaint, seen from the document that holds this value under {@code parent}. */
    public Malformed under(String parent) {
        if (parent.isEmpty()) return this;
        return new Malformed(path.isEmpty() ? parent : parent + "." + path, why);
    }
}
