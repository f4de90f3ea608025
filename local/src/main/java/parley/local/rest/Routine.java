package parley.local.rest;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A function of schema {@code public}, as the catalogue describes it.
 *
 * @param required how many of the parameters have no default; they come first
 * @param answers what shape its result has
 * @param readsOnly stable or immutable, so that GET may call it
 */
record Routine(
        String name, List<Parameter> parameters, int required, Answers answers, boolean readsOnly) {

    record Parameter(String name, String type) {}

    enum Answers {
        NOTHING,
        VALUE,
        ROW,
        SET
    }

    private static final String CATALOGUE =
            """
            select coalesce(p.proargnames, '{}'),
              (select coalesce(array_agg(format_type(t, null) order by n), '{}')
                 from unnest(p.proargtypes::oid[]) with ordinality as a(t, n)),
              coalesce(p.proargmodes::text[], '{}'),
              p.pronargs - p.pronargdefaults,
              case when p.prorettype = 'void'::regtype then 'NOTHING' when p.proretset then 'SET'
                when t.typtype = 'c' or p.prorettype = 'record'::regtype then 'ROW' else 'VALUE' end,
              p.provolatile <> 'v'
            from pg_proc p join pg_type t on t.oid = p.prorettype
            where p.pronamespace = 'public'::regnamespace and p.proname = ? and p.prokind = 'f'
            """;

    /** Every overload of a name. */
    static List<Routine> named(Connection connection, String name) throws SQLException {
        List<Routine> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(CATALOGUE)) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(
                            new Routine(
                                    name,
                                    parameters(texts(row, 1), texts(row, 2), texts(row, 3)),
                                    row.getInt(4),
                                    Answers.valueOf(row.getString(5)),
                                    row.getBoolean(6)));
                }
            }
        }
        return found;
    }

    /** Whether named arguments fit: none unknown, none missing that has no default. */
    boolean takes(Set<String> arguments) {
        Set<String> names = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
        return names.containsAll(arguments)
                && parameters.stream().limit(required).allMatch(p -> arguments.contains(p.name()));
    }

    /** The statement that calls it with one parameter, the JSON object of its arguments. */
    String sql(Set<String> arguments) {
        List<Parameter> given =
                parameters.stream().filter(p -> arguments.contains(p.name())).toList();
        String columns =
                given.stream()
                        .map(p -> quoted(p.name()) + " " + p.type())
                        .collect(Collectors.joining(", "));
        String from =
                given.isEmpty()
                        ? "(select ?::json) as body"
                        : "json_to_record(?::json) as body(" + columns + ")";
        String call =
                "public.%s(%s)"
                        .formatted(
                                quoted(name),
                                given.stream()
                                        .map(p -> quoted(p.name()) + " := body." + quoted(p.name()))
                                        .collect(Collectors.joining(", ")));
        return switch (answers) {
            case NOTHING -> "select " + call + " from " + from;
            case VALUE -> "select to_json(" + call + ")::text from " + from;
            case ROW -> "select row_to_json(r)::text from " + from + ", lateral " + call + " as r";
            case SET ->
                    "select coalesce(json_agg(r), '[]')::text from "
                            + from
                            + ", lateral "
                            + call
                            + " as r";
        };
    }

    private static List<Parameter> parameters(
            List<String> names, List<String> types, List<String> modes) {
        List<Parameter> inputs = new ArrayList<>();
        for (int i = 0; i < names.size() && inputs.size() < types.size(); i++) {
            if (modes.isEmpty() || Set.of("i", "b", "v").contains(modes.get(i))) {
                inputs.add(new Parameter(names.get(i), types.get(inputs.size())));
            }
        }
        return inputs;
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
