package parley.local.attacks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for what must be nowhere once calls are over: canary secrets and IP addresses, in every row
 * that we or Realtime or pg_net keep, and in every line that was logged.
 */
public final class Leaks {
    /** This machine's own address stands in settings, in place of names that a deployment has. */
    private static final String OWN = "127.0.0.1";

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?<![0-9.])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![0-9.])|(?i)2001:db8:[0-9a-f:]+");
    private static final List<String> INSIDE =
            List.of("Exception", "org.postgresql", "at parley.", "select ", "SQLSTATE", "jdbc:");

    private static final String TABLES =
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in"
                    + " ('parley', 'public', 'realtime', 'net') order by 1";

    private Leaks() {}

    /** What was found in the database, and where. */
    public static List<String> inRows(Connection admin) throws SQLException {
        List<String> found = new ArrayList<>();
        List<String> tables = new ArrayList<>();
        try (Statement statement = admin.createStatement()) {
            try (ResultSet names = statement.executeQuery(TABLES)) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows =
                        statement.executeQuery("select t::text from " + table + " t")) {
                    while (rows.next()) {
                        found.addAll(in(table, String.valueOf(rows.getString(1))));
                    }
                }
            }
        }
        return found;
    }

    /** What was found in the files of a folder, and where. */
    public static List<String> inFiles(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.addAll(
                        in(
                                String.valueOf(file.getFileName()),
                                Files.readString(file, StandardCharsets.ISO_8859_1)));
            }
        }
        return found;
    }

    /** What no answer says: a canary, an address, or how we are made inside. */
    public static List<String> inAnswer(String where, String text) {
        List<String> found = in(where + " answered", text);
        for (String inside : INSIDE) {
            if (text.contains(inside)) {
                found.add(where + " answered " + inside);
            }
        }
        return found;
    }

    public static List<String> in(String where, String text) {
        List<String> found = new ArrayList<>();
        if (text.contains(Twist.CANARY)) {
            found.add(where + ": a canary");
        }
        Matcher address = ADDRESS.matcher(text);
        while (address.find()) {
            if (!address.group().equals(OWN)) {
                found.add(where + ": " + address.group());
            }
        }
        return found;
    }
}
