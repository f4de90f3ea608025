package parley.core.call;

import parley.core.Refused;

/** What a request to be called back comes to. */
public sealed interface CallbackDecision {
    record Noted() implements CallbackDecision {}

    record Denied(Refused refused) implements CallbackDecision {}
}
