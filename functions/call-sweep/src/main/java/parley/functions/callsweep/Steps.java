package parley.functions.callsweep;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Steps that do not need each other: one that fails hinders none after it, and is thrown last. */
final class Steps {
    private @Nullable Exception first;

    interface Step {
        void take() throws SQLException;
    }

    void then(Step step) {
        try {
            step.take();
        } catch (SQLException | RuntimeException e) {
            if (first == null) first = e;
            else first.addSuppressed(e);
        }
    }

    /** Throws what went wrong first, if anything did. */
    void end() throws SQLException {
        if (first instanceof SQLException e) throw e;
        if (first instanceof RuntimeException e) throw e;
    }
}
