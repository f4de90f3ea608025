package parley.local.lambda;

/** How an invocation ended. */
sealed interface Outcome {
    /** The handler returned. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, only carried
    record Answered(byte[] payload) implements Outcome {}

    /** The handler threw; the environment lives on. */
    record Threw(String error) implements Outcome {}

    /** The time of the template ran out; the environment is replaced. */
    record TimedOut() implements Outcome {}

    /** The process ended, or never came up; the environment is replaced. */
    record Crashed() implements Outcome {}

    /** One runs, and enough wait. */
    record Throttled() implements Outcome {}
}
