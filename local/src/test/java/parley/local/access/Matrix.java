package parley.local.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries everything as everybody, inside one transaction of the superuser's that leaves nothing
 * behind. A cell of a table is four letters, SIUD: the letter where the act has rows, "e" where it
 * is allowed and finds none, "-" where it is refused.
 */
final class Matrix {
    private static final String TABLES =
            """
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('parley', 'public') and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1\
            """;
    private static final String FUNCTIONS =
            """
            select format('%I.%I', n.nspname, p.proname) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname in ('parley', 'public') order by 1\
            """;

    /** A function that runs as its owner must not look names up where the caller says. */
    private static final String UNPINNED =
            """
            select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where p.prosecdef and (n.nspname = 'parley' or p.proname like 'parley%')
              and not coalesce(p.proconfig @> array['search_path=""'], false) order by 1\
            """;

    /** Grants may change; a table without row security is then open to whoever got one. */
    private static final String UNGUARDED =
            """
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('parley', 'public') and c.relkind in ('r', 'p') and not c.relrowsecurity order by 1\
            """;

    /** What our roles are beyond their grants, and whose rights they have as well. */
    private static final String ROLES =
            """
            select format('role %s: %s', r.rolname, concat_ws(', ',
              case when r.rolcanlogin then 'logs in' else 'nobody logs in as it' end,
              case when r.rolsuper then 'superuser' end, case when r.rolbypassrls then 'passes row level security' end,
              case when r.rolcreaterole then 'makes roles' end, case when r.rolcreatedb then 'makes databases' end,
              case when r.rolreplication then 'replicates' end,
              (select 'member of ' || string_agg(m.roleid::regrole::text, ' and ' order by m.roleid::regrole::text) from pg_auth_members m where m.member = r.oid)))
            from pg_roles r where r.rolname like 'parley%' order by 1\
            """;

    private static final String DENIED = "42501";

    private final Connection connection;

    Matrix(Connection connection) {
        this.connection = connection;
    }

    /** Every line: what, and one cell per person. */
    List<String> lines() throws SQLException {
        List<String> lines = new ArrayList<>(tables());
        lines.addAll(functions());
        lines.addAll(topics());
        lines.addAll(catalogue());
        return lines;
    }

    /** Is anything not as expected? What is quickly asked is asked first. */
    boolean differsFrom(List<String> expected) throws SQLException {
        List<String> rest = new ArrayList<>(expected);
        List<String> cheap = new ArrayList<>(functions());
        cheap.addAll(topics());
        cheap.addAll(catalogue());
        rest.removeIf(line -> line.startsWith("table "));
        if (!cheap.equals(rest)) {
            return true;
        }
        return !tables().equals(expected.stream().filter(l -> l.startsWith("table ")).toList());
    }

    private List<String> tables() throws SQLException {
        List<String> lines = new ArrayList<>();
        for (String table : ask(TABLES)) {
            String row = anyRow(table);
            String column = anyColumn(table);
            lines.add(
                    line(
                            "table " + table,
                            who ->
                                    ""
                                            + select(who, table)
                                            + insert(who, table, row)
                                            + update(who, table, column)
                                            + delete(who, table)));
        }
        return lines;
    }

    private List<String> functions() throws SQLException {
        List<String> lines = new ArrayList<>();
        for (String function : ask(FUNCTIONS)) {
            List<String> executors = executors(function);
            lines.add(
                    line(
                            "function " + function,
                            who -> executors.contains(who.role()) ? "X" : "-"));
        }
        return lines;
    }

    private List<String> topics() throws SQLException {
        List<String> lines = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            lines.add(
                    line(
                            "topic " + topic,
                            who ->
                                    ""
                                            + hears(who, topic.name, "broadcast")
                                            + speaks(who, topic.name, "broadcast")
                                            + hears(who, topic.name, "presence")
                                            + speaks(who, topic.name, "presence")));
        }
        return lines;
    }

    /** What the catalogue alone tells. */
    private List<String> catalogue() throws SQLException {
        List<String> lines = new ArrayList<>();
        for (String function : ask(UNPINNED)) {
            lines.add("definer without a search_path of its own: " + function);
        }
        for (String table : ask(UNGUARDED)) {
            lines.add("no row level security: table " + table);
        }
        lines.addAll(ask(ROLES));
        return lines;
    }

    /** Asks something as somebody. */
    private interface Cell {
        String of(Somebody who) throws SQLException;
    }

    private static String line(String what, Cell cell) throws SQLException {
        StringBuilder line = new StringBuilder("%-44s".formatted(what));
        for (Somebody who : Somebody.ALL) {
            line.append(" | ").append(cell.of(who));
        }
        return line.toString();
    }

    private char select(Somebody who, String table) throws SQLException {
        return letter(
                'S',
                as(
                        who,
                        () ->
                                Integer.parseInt(
                                        String.valueOf(
                                                ask("select count(*) from " + table).getFirst()))));
    }

    private char insert(Somebody who, String table, String row) throws SQLException {
        return letter(
                'I',
                as(
                        who,
                        () -> {
                            try (PreparedStatement insert =
                                    connection.prepareStatement(
                                            "insert into "
                                                    + table
                                                    + " overriding system value select * from"
                                                    + " jsonb_populate_record(null::"
                                                    + table
                                                    + ", ?::jsonb)")) {
                                insert.setString(1, row);
                                return insert.executeUpdate();
                            }
                        }));
    }

    private char update(Somebody who, String table, String column) throws SQLException {
        return letter(
                'U', as(who, () -> change("update " + table + " set " + column + " = " + column)));
    }

    private char delete(Somebody who, String table) throws SQLException {
        return letter('D', as(who, () -> change("delete from " + table)));
    }

    private String anyRow(String table) throws SQLException {
        return ask("select to_jsonb(t) from " + table + " t limit 1").stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(table + " has no row to try with"));
    }

    private String anyColumn(String table) throws SQLException {
        return ask("select quote_ident(attname) from pg_attribute where attrelid = '"
                        + table
                        + "'::regclass and attnum > 0 and attidentity = '' and not attisdropped"
                        + " order by attnum limit 1")
                .getFirst();
    }

    private int change(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** Roles that may execute a function (any of its overloads), from the catalogue. */
    private List<String> executors(String function) throws SQLException {
        String name = function.substring(function.indexOf('.') + 1);
        return ask(
                """
                select r from unnest(array['anon', 'authenticated', 'service_role', 'parley_functions']) r where exists (
                  select from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                  where p.proname = '%s' and n.nspname || '.' || p.proname = '%s'
                    and has_function_privilege(r, p.oid, 'execute') and has_schema_privilege(r, n.oid, 'usage'))\
                """
                        .formatted(name, function));
    }

    /** As Realtime asks at a join: a probe row of the admin's, then: does this role see it? */
    private char hears(Somebody who, String topic, String extension) throws SQLException {
        Integer seen =
                as(
                        who,
                        () -> {
                            reset();
                            change(probe(topic, extension));
                            become(who, topic);
                            return Integer.parseInt(
                                    String.valueOf(
                                            ask("select count(*) from realtime.messages where topic"
                                                            + " = '%s' and extension = '%s'"
                                                                    .formatted(topic, extension))
                                                    .getFirst()));
                        });
        return seen == null || seen == 0 ? '-' : extension.equals("broadcast") ? 'R' : 'r';
    }

    /** As Realtime asks at the first send. */
    private char speaks(Somebody who, String topic, String extension) throws SQLException {
        Integer written =
                as(
                        who,
                        () -> {
                            become(who, topic);
                            return change(probe(topic, extension));
                        });
        return written == null ? '-' : extension.equals("broadcast") ? 'W' : 'w';
    }

    private static String probe(String topic, String extension) {
        return "insert into realtime.messages (topic, extension) values ('%s', '%s')"
                .formatted(topic, extension);
    }

    private static char letter(char letter, @Nullable Integer rows) {
        return rows == null ? '-' : rows == 0 ? 'e' : letter;
    }

    /**
     * Something done as somebody, then undone; null where it is refused. An error of any other kind
     * means that it was not refused.
     */
    private @Nullable Integer as(Somebody who, Act act) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            become(who, "");
            return act.rows();
        } catch (SQLException e) {
            return DENIED.equals(e.getSQLState()) ? null : Integer.valueOf(1);
        } finally {
            connection.rollback(before);
            reset();
        }
    }

    private interface Act {
        int rows() throws SQLException;
    }

    private void become(Somebody who, String topic) throws SQLException {
        try (PreparedStatement settings =
                connection.prepareStatement(
                        "select set_config('request.jwt.claims', ?, true),"
                                + " set_config('realtime.topic', ?, true), set_config('role', ?,"
                                + " true)")) {
            settings.setString(1, who.claims());
            settings.setString(2, topic);
            settings.setString(3, who.role());
            settings.execute();
        }
    }

    private void reset() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("reset role");
        }
    }

    private List<String> ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(String.valueOf(rows.getString(1)));
            }
            return found;
        }
    }
}
