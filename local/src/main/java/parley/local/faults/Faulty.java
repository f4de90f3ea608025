package parley.local.faults;

import parley.local.faults.Faults.Border;
import parley.local.faults.Faults.Fault;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Endpoint;

/** An endpoint behind a border that fails as {@link Faults} say. A preflight always passes. */
public final class Faulty implements Endpoint {
    private final Endpoint inner;
    private final Faults faults;
    private final Border border;

    public Faulty(Endpoint inner, Faults faults, Border border) {
        this.inner = inner;
        this.faults = faults;
        this.border = border;
    }

    @Override
    public Answer answer(Ask ask) throws Exception {
        if ("OPTIONS".equals(ask.method())) {
            return inner.answer(ask);
        }
        Fault fault = faults.at(border);
        faults.delay(fault);
        if (faults.happens(fault.drop())) {
            return Answer.CUT;
        }
        Answer answer = inner.answer(ask);
        if (faults.happens(fault.duplicate())) {
            answer = inner.answer(ask);
        }
        return faults.happens(fault.loseAnswer()) ? Answer.CUT : answer;
    }
}
