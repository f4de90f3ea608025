package parley.local.template;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.local.lambda.PlainYaml;
import parley.local.lambda.PlainYaml.Intrinsic;

/** A SAM template as its author wrote it. */
record Sam(Map<?, ?> root) {
    static Sam of(String text) {
        return new Sam(PlainYaml.read(new StringReader(text)));
    }

    Map<?, ?> section(String name) {
        return PlainYaml.map(root, name);
    }

    /** The properties of each resource of that type, by its logical id. */
    Map<String, Map<?, ?>> ofType(String type) {
        Map<String, Map<?, ?>> found = new LinkedHashMap<>();
        section("Resources")
                .forEach((id, resource) -> {
                    if (resource instanceof Map<?, ?> map && type.equals(map.get("Type")))
                        found.put(String.valueOf(id), PlainYaml.map(map, "Properties"));
                });
        return found;
    }

    Map<String, Map<?, ?>> functions() {
        return ofType("AWS::Serverless::Function");
    }

    Map<?, ?> resource(String id) {
        return PlainYaml.map(section("Resources"), id);
    }

    /** What a function says itself, or what all of them say. */
    @Nullable Object of(Map<?, ?> function, String key) {
        Object own = function.get(key);
        return own != null
                ? own
                : PlainYaml.map(PlainYaml.map(root, "Globals"), "Function").get(key);
    }

    /** The statements of the policies of that role. */
    List<Map<?, ?>> statements(Map<?, ?> role) {
        List<Map<?, ?>> all = new ArrayList<>();
        walk(
                role.get("Policies"),
                here -> {
                    if (here instanceof Map<?, ?> map && map.containsKey("Effect")) all.add(map);
                });
        return all;
    }

    /** Every value below, the value itself first. */
    static void walk(@Nullable Object value, Consumer<Object> visit) {
        if (value == null) return;
        visit.accept(value);
        switch (value) {
            case Map<?, ?> map -> map.values().forEach(child -> walk(child, visit));
            case List<?> list -> list.forEach(child -> walk(child, visit));
            case Intrinsic intrinsic -> walk(intrinsic.argument(), visit);
            default -> {}
        }
    }

    /** Every name below that {@code !Ref}, {@code !GetAtt} or {@code !Sub} uses. */
    static List<String> names(@Nullable Object value) {
        List<String> names = new ArrayList<>();
        walk(
                value,
                here -> {
                    if (!(here instanceof Intrinsic(String kind, Object argument))) return;
                    if (kind.equals("Ref")) names.add(String.valueOf(argument));
                    if (kind.equals("GetAtt"))
                        names.add(String.valueOf(argument).replaceFirst("\\..*", ""));
                    if (kind.equals("Sub")) names.addAll(inside(argument));
                });
        return names;
    }

    /** The same, without what a condition decides. */
    static List<String> namesOutsideIf(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> all(map.values());
            case List<?> list -> all(list);
            case Intrinsic(String kind, Object _) when kind.equals("If") -> List.of();
            case Intrinsic it -> names(it);
            case null, default -> List.of();
        };
    }

    private static List<String> all(Collection<?> values) {
        return values.stream().flatMap(it -> namesOutsideIf(it).stream()).toList();
    }

    private static List<String> inside(Object argument) {
        String text = argument instanceof List<?> list ? list.get(0).toString() : argument + "";
        return java.util.regex.Pattern.compile("\\$\\{([^}.]+)")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
