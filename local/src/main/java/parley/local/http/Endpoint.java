package parley.local.http;

/** Answers requests; may block, each runs on a thread of its own. */
@FunctionalInterface
public interface Endpoint {
    Answer answer(Ask ask) throws Exception;
}
