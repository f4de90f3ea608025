package parley.local.lambda;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** YAML as maps, lists and strings. CloudFormation's tags become {@link Intrinsic}s. */
public final class PlainYaml {
    private PlainYaml() {}

    /** A value that only CloudFormation knows, such as {@code !Ref Issuer}. */
    public record Intrinsic(String name, Object argument) {}

    public static Map<?, ?> read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(reader);
        }
    }

    public static Map<?, ?> read(Reader reader) {
        Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
        return root == null ? Map.of() : map(plain(root));
    }

    /** A child of a map as a map, empty when it is absent or something else. */
    public static Map<?, ?> map(Map<?, ?> parent, String key) {
        return map(parent.get(key));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Object plain(Node node) {
        Object value =
                switch (node) {
                    case MappingNode mapping -> mapping(mapping);
                    case SequenceNode sequence -> list(sequence);
                    case ScalarNode scalar -> scalar.getValue();
                    default -> "";
                };
        String tag = node.getTag().getValue();
        return tag.startsWith("!") ? new Intrinsic(tag.substring(1), value) : value;
    }

    private static Map<String, Object> mapping(MappingNode node) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (NodeTuple pair : node.getValue()) {
            map.put(((ScalarNode) pair.getKeyNode()).getValue(), plain(pair.getValueNode()));
        }
        return map;
    }

    private static List<Object> list(SequenceNode node) {
        return node.getValue().stream().map(PlainYaml::plain).toList();
    }
}
