package parley.local.lambda;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.local.lambda.PlainYaml.Intrinsic;

/** Reads the functions of a SAM template: the same file that is deployed. */
final class Template {
    private final Map<?, ?> root;
    private final Path folder;

    private Template(Map<?, ?> root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    static List<FunctionSpec> functions(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder: " + file);
        }
        Template template = new Template(PlainYaml.read(file), folder);
        List<FunctionSpec> found = new ArrayList<>();
        for (Object resource : PlainYaml.map(template.root, "Resources").values()) {
            if (resource instanceof Map<?, ?> map
                    && "AWS::Serverless::Function".equals(map.get("Type"))) {
                found.add(template.function(PlainYaml.map(map, "Properties")));
            }
        }
        return found;
    }

    private FunctionSpec function(Map<?, ?> own) {
        Map<?, ?> globals = PlainYaml.map(PlainYaml.map(root, "Globals"), "Function");
        Path zip = folder.resolve(text(own.get("CodeUri"), ""));
        String file = String.valueOf(zip.getFileName());
        return new FunctionSpec(
                file.substring(0, file.length() - ".zip".length()),
                text(either(own, globals, "Handler"), ""),
                zip,
                Integer.parseInt(text(either(own, globals, "MemorySize"), "128")),
                Duration.ofSeconds(Long.parseLong(text(either(own, globals, "Timeout"), "3"))),
                variables(own, globals),
                url(either(own, globals, "FunctionUrlConfig")),
                scheduled(own));
    }

    private Map<String, String> variables(Map<?, ?> own, Map<?, ?> globals) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Map<?, ?> from : List.of(globals, own)) {
            PlainYaml.map(PlainYaml.map(from, "Environment"), "Variables")
                    .forEach((name, value) -> variables.put(text(name, ""), text(value, "")));
        }
        return variables;
    }

    private FunctionSpec.@Nullable UrlCors url(@Nullable Object config) {
        if (!(config instanceof Map<?, ?> map)) {
            return null;
        }
        Map<?, ?> cors = PlainYaml.map(map, "Cors");
        String maxAge = text(cors.get("MaxAge"), "");
        return new FunctionSpec.UrlCors(
                texts(cors.get("AllowOrigins")),
                texts(cors.get("AllowMethods")),
                texts(cors.get("AllowHeaders")),
                texts(cors.get("ExposeHeaders")),
                maxAge.isEmpty() ? null : maxAge);
    }

    private static boolean scheduled(Map<?, ?> own) {
        return PlainYaml.map(own, "Events").values().stream()
                .anyMatch(e ->
                        e instanceof Map<?, ?> event
                                && String.valueOf(event.get("Type")).startsWith("Schedule"));
    }

    private List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(item -> text(item, "")).toList()
                : List.of();
    }

    /**
     * A plain value; a {@code !Ref} to a parameter is what the parameter is when nobody sets it.
     */
    private String text(@Nullable Object value, String otherwise) {
        return switch (value) {
            case String text -> text;
            case Intrinsic(String name, String parameter) when name.equals("Ref") ->
                    text(
                            PlainYaml.map(PlainYaml.map(root, "Parameters"), parameter)
                                    .get("Default"),
                            otherwise);
            case null, default -> otherwise;
        };
    }

    private static @Nullable Object either(Map<?, ?> own, Map<?, ?> globals, String key) {
        Object value = own.get(key);
        return value == null ? globals.get(key) : value;
    }
}
