package parley.local.realtime;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import parley.local.postgres.LocalPostgres;

/** One Postgres for all tests of this package, with the recordings' set-up; each copies from it. */
final class OnePostgres {
    private static final LocalPostgres POSTGRES = start();

    private OnePostgres() {}

    static LocalPostgres get() {
        return POSTGRES;
    }

    private static LocalPostgres start() {
        LocalPostgres.Options fresh = LocalPostgres.Options.fresh();
        Map<String, String> senders =
                Map.of("max_wal_senders", "60", "max_replication_slots", "60");
        try {
            LocalPostgres postgres =
                    LocalPostgres.start(
                            new LocalPostgres.Options(0, fresh.data(), fresh.binaries(), senders));
            ReplayDatabase.prepare(postgres);
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
            return postgres;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
