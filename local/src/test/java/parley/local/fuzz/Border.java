package parley.local.fuzz;

import com.google.errorprone.annotations.Immutable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import parley.local.prove.Proof;
import parley.local.realtime.FrameFuzz;

/** Where bytes of strangers come in, and what is done with any of them there. */
public enum Border {
    FUNCTION_EVENT(FunctionEventFuzz.class, FunctionEventFuzz::fuzzerTestOneInput),
    VISITOR_TOKEN(VisitorTokenFuzz.class, VisitorTokenFuzz::fuzzerTestOneInput),
    WEBHOOK(WebhookFuzz.class, WebhookFuzz::fuzzerTestOneInput),
    REALTIME_FRAME(FrameFuzz.class, FrameFuzz::fuzzerTestOneInput);

    /** A target as jazzer calls it; whatever it throws is a fault. */
    @Immutable
    public interface Target {
        void input(byte[] bytes) throws Exception;
    }

    public final Class<?> type;
    public final Target target;

    Border(Class<?> type, Target target) {
        this.type = type;
        this.target = target;
    }

    /** The folder of inputs that are kept: one of each kind, and every one that found something. */
    public Path kept() {
        return Proof.repository().resolve("local/src/test/resources/parley/local/fuzz/" + this);
    }

    public List<Path> inputs() throws IOException {
        try (Stream<Path> files = Files.list(kept())) {
            return files.sorted().toList();
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
