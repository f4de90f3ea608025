package parley.local.template;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.local.prove.Proof;

/** Our template, and what is wrong with it. */
public final class Template {
    private static final String NAME = "template.yaml";

    private Template() {}

    public static String text() throws IOException {
        return Files.readString(Proof.repository().resolve(NAME));
    }

    /** How many questions of our own are asked. */
    public static int questions() {
        return Rules.count();
    }

    public static List<String> wrongByOurRules(String text) {
        return Rules.broken(Sam.of(text));
    }

    /**
     * What the tools find in our template and in each with one of their mistakes; nothing where the
     * tools are not installed.
     *
     * @param planted whether the mistakes are judged too
     */
    public static Optional<Map<String, List<String>>> wrongByTheirs(boolean planted)
            throws IOException, InterruptedException {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(NAME, text());
        if (planted) texts.putAll(Faults.planted(text()));
        Optional<Map<String, Tools.Said>> said = Tools.judge(texts);
        if (said.isEmpty()) return Optional.empty();
        Map<String, List<String>> found = new LinkedHashMap<>();
        said.get().forEach((name, it) -> found.put(name, new ArrayList<>(it.findings())));
        return Optional.of(found);
    }

    static String name() {
        return NAME;
    }
}
