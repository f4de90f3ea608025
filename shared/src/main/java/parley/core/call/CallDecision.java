package parley.core.call;

import parley.core.Refused;

/** What a request for a call comes to. */
public sealed interface CallDecision {
    /** A new call rings; {@code relay} says whether a relay ticket belongs to it. */
    record Granted(boolean relay) implements CallDecision {}

    /** The same page asked again: the same call, a fresh ticket, nothing counted. */
    record GrantedAgain(boolean relay) implements CallDecision {}

    /** That call has ended; the answer says how. */
    record Over() implements CallDecision {}

    /** That id belongs to somebody else's call. */
    record NotYours() implements CallDecision {}

    record Denied(Refused refused) implements CallDecision {}
}
