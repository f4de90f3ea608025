package parley.local.access;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import parley.local.postgres.LocalPostgres;
import parley.local.postgres.Migrations;
import parley.local.prove.Proof;

/** A database with a row in every table, in which a fault can be planted and forgotten again. */
final class DatabaseRig implements AutoCloseable {
    private final LocalPostgres postgres;
    private final Connection admin;

    DatabaseRig() throws IOException, SQLException {
        postgres = LocalPostgres.start(LocalPostgres.Options.fresh());
        Migrations migrations = new Migrations(Proof.repository().resolve("supabase"));
        migrations.apply(postgres);
        migrations.seed(postgres);
        admin = postgres.admin();
        try (Statement statement = admin.createStatement()) {
            statement.execute(Expected.text("rows.sql"));
        }
        admin.setAutoCommit(false);
    }

    /** The matrix as it is. */
    List<String> lines() throws SQLException {
        return linesAfter("select 1");
    }

    /** The matrix as it would be after that statement. */
    List<String> linesAfter(String sql) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
            return new Matrix(admin).lines();
        } finally {
            admin.rollback();
        }
    }

    /** Does that statement go through? It leaves nothing behind. */
    void tries(String sql) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
        } finally {
            admin.rollback();
        }
    }

    /** Faults that the matrix does not see. */
    List<Plant> missed() throws IOException, SQLException {
        List<String> expected = Expected.lines("matrix.txt");
        List<Plant> missed = new ArrayList<>();
        for (Plant plant : Plant.values()) {
            try (Statement statement = admin.createStatement()) {
                statement.execute(plant.sql());
                if (!new Matrix(admin).differsFrom(expected)) {
                    missed.add(plant);
                }
            } finally {
                admin.rollback();
            }
        }
        return missed;
    }

    @Override
    public void close() throws SQLException {
        admin.close();
        postgres.close();
    }
}
