package parley.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.local.prove.Proof;

/** cfn-lint and the SAM transform themselves, where they are installed. */
public final class Tools {
    private static final int NOT_HERE = 3;

    private Tools() {}

    /** What they say of one text. */
    public record Said(
            List<String> lint,
            @Nullable JsonNode translated,
            @Nullable String problem,
            List<String> translatedLint) {

        /** Everything wrong, whoever found it. */
        public List<String> findings() {
            List<String> all = new ArrayList<>(lint);
            if (problem != null) all.add(problem);
            all.addAll(translatedLint);
            if (translated != null) all.addAll(Translated.broken(translated));
            return all;
        }
    }

    /** Nothing where the tools are not installed; {@code .ci/run} demands them. */
    public static Optional<Map<String, Said>> judge(Map<String, String> texts)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("template");
        List<String> command = new ArrayList<>();
        command.add("python3");
        command.add(Proof.repository().resolve("scripts/template/tools.py").toString());
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(folder.resolve(text.getKey()), text.getValue());
            command.add(text.getKey());
        }
        Path out = folder.resolve("said.json");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(folder.resolve("errors.txt").toFile())
                        .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) throw new IOException("cfn-lint hangs");
        String errors = Files.readString(folder.resolve("errors.txt")).strip();
        if (process.exitValue() == NOT_HERE) return absent(errors);
        if (process.exitValue() != 0) throw new IOException(errors);
        return Optional.of(read(new ObjectMapper().readTree(out.toFile())));
    }

    private static Optional<Map<String, Said>> absent(String why) throws IOException {
        if ("1".equals(System.getenv("TEMPLATE_TOOLS"))) throw new IOException(why);
        System.out.println("template: cfn-lint and the SAM transform are not checked, " + why);
        return Optional.empty();
    }

    private static Map<String, Said> read(JsonNode json) {
        Map<String, Said> all = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> file : json.properties()) {
            JsonNode said = file.getValue();
            all.put(
                    file.getKey(),
                    new Said(
                            texts(said.path("lint")),
                            said.path("translated").isObject() ? said.get("translated") : null,
                            said.path("problem").textValue(),
                            texts(said.path("translatedLint"))));
        }
        return all;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }
}
