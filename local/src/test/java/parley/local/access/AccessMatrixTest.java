package parley.local.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import parley.local.postgres.LocalPostgres;
import parley.local.postgres.Migrations;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixTest {
    private LocalPostgres postgres;
    private Connection admin;

    @BeforeAll
    void one_row_in_every_table() throws Exception {
        postgres = LocalPostgres.start(LocalPostgres.Options.fresh());
        Migrations migrations = new Migrations(Path.of("..", "supabase"));
        migrations.apply(postgres);
        migrations.seed(postgres);
        admin = postgres.admin();
        try (Statement statement = admin.createStatement();
                InputStream rows = resource("rows.sql")) {
            statement.execute(new String(rows.readAllBytes(), StandardCharsets.UTF_8));
        }
        admin.setAutoCommit(false);
    }

    @AfterAll
    void stop() throws SQLException {
        admin.close();
        postgres.close();
    }

    @Test
    void everybody_may_do_what_the_file_says_and_nothing_else() throws Exception {
        List<String> actual = new Matrix(admin).lines();
        admin.rollback();
        System.out.println(
                "access matrix: " + actual.size() * Somebody.ALL.size() + " cells proven");
        assertThat(actual).isEqualTo(expected());
    }

    @Test
    void the_matrix_sees_every_planted_fault() throws Exception {
        List<Plant> missed = new ArrayList<>();
        for (Plant plant : Plant.values()) {
            try (Statement statement = admin.createStatement()) {
                statement.execute(plant.sql());
            }
            if (new Matrix(admin).lines().equals(expected())) {
                missed.add(plant);
            }
            admin.rollback();
        }
        System.out.println(
                "access matrix: "
                        + (Plant.values().length - missed.size())
                        + " of "
                        + Plant.values().length
                        + " planted faults caught");
        assertThat(missed).isEmpty();
    }

    @Test
    void a_hosts_policies_for_everybody_open_none_of_our_topics() throws Exception {
        try (Statement statement = admin.createStatement()) {
            statement.execute(
                    "create policy stray_r on realtime.messages for select using (true);"
                            + " create policy stray_w on realtime.messages for insert with check (true)");
        }
        List<String> actual = topics(new Matrix(admin).lines());
        admin.rollback();
        assertThat(actual).isEqualTo(topics(expected()));
    }

    private static List<String> topics(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("topic") && !line.startsWith("topic hosts chat"))
                .toList();
    }

    private static List<String> expected() throws IOException {
        try (InputStream in = resource("matrix.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = AccessMatrixTest.class.getResourceAsStream("/parley/local/access/" + name);
        if (in == null) {
            throw new IOException(name + " is missing");
        }
        return in;
    }
}
