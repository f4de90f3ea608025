package parley.local.prove.people;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import parley.local.postgres.LocalPostgres;

/** What Postgres has on record, read past every door. A connection that broke is made anew. */
public final class Books {
    private final LocalPostgres postgres;

    public Books(LocalPostgres postgres) {
        this.postgres = postgres;
    }

    public void run(String sql) throws SQLException {
        try (Connection admin = postgres.admin();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rows of text; null is said as "null". */
    public List<List<String>> ask(String sql) throws SQLException {
        try (Connection admin = postgres.admin();
                Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            List<List<String>> found = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                found.add(row);
            }
            return found;
        }
    }

    public String one(String sql) throws SQLException {
        List<List<String>> rows = ask(sql);
        return rows.isEmpty() ? "nothing" : rows.getFirst().getFirst();
    }

    public long count(String sql) throws SQLException {
        return Long.parseLong(one(sql));
    }

    /** Waits until a count is as wanted; says whether it came to be. */
    public boolean becomes(String sql, long wanted, long withinMs)
            throws SQLException, InterruptedException {
        long until = System.nanoTime() + withinMs * 1_000_000;
        while (count(sql) != wanted) {
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }
}
