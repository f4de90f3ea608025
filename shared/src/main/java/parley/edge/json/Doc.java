package parley.edge.json;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A JSON object that we carry without knowing all of it: what the database said goes through. */
public final class Doc {
    private final JsonNode tree;

    Doc(JsonNode tree) {
        this.tree = tree;
    }

    @JsonValue
    JsonNode tree() {
        return tree;
    }

    public <T> T as(Class<T> type) {
        return Json.bind(tree, type);
    }

    public boolean has(String name) {
        return tree.hasNonNull(name);
    }

    /** The text under a dotted path, or null where there is none. */
    public @Nullable String text(String path) {
        var here = tree;
        for (var name : path.split("\\.", -1)) here = here.path(name);
        return here.isTextual() ? here.textValue() : null;
    }

    public boolean flag(String name) {
        return tree.path(name).booleanValue();
    }

    /** The whole number under that name; 0 where there is none. */
    public long number(String name) {
        return tree.path(name).longValue();
    }

    /** The object under that name; an empty one where there is none. */
    public Doc child(String name) {
        return new Doc(
                tree.path(name).isObject() ? tree.get(name) : Json.MAPPER.createObjectNode());
    }

    /** The objects of the list under that name; none where there is no list. */
    public List<Doc> list(String name) {
        return tree.path(name).valueStream().map(Doc::new).toList();
    }

    /** The texts of the list under that name; none where there is no list. */
    public List<String> texts(String name) {
        var items = tree.path(name).valueStream();
        return items.filter(JsonNode::isTextual).map(JsonNode::textValue).toList();
    }

    /** The texts of an object, by name: anything else in it is left out. */
    public Map<String, String> texts() {
        var all = new LinkedHashMap<String, String>();
        for (var field : tree.properties())
            if (field.getValue().isTextual()) all.put(field.getKey(), field.getValue().textValue());
        return all;
    }

    /** All fields but that one, as values to write again. */
    public Map<String, @Nullable Object> without(String name) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        for (var field : tree.properties())
            if (!field.getKey().equals(name)) all.put(field.getKey(), field.getValue());
        return all;
    }

    public Doc with(String name, @Nullable Object value) {
        ObjectNode copy = tree.deepCopy();
        copy.set(name, Json.MAPPER.valueToTree(value));
        return new Doc(copy);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Doc doc && doc.tree.equals(tree);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tree);
    }

    @Override
    public String toString() {
        return tree.toString();
    }
}
