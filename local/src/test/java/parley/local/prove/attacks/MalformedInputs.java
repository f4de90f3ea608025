package parley.local.prove.attacks;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import parley.local.attacks.Barrage;
import parley.local.attacks.Leaks;
import parley.local.attacks.Quiet;
import parley.local.attacks.Shared;
import parley.local.attacks.Siege;
import parley.local.attacks.Street;
import parley.local.prove.Proof;
import parley.local.stack.Stack;

/**
 * {@code make prove ONLY=malformed-inputs}: a million malformed requests. Most go to the real
 * handlers in this process over the real Postgres; a share goes over HTTP to the running functions
 * and to the database's public address. The output says how many went where. {@code INPUTS=n} tries
 * fewer.
 */
public final class MalformedInputs {
    private static final long SEED = 20_261_122;
    private static final int LANES = 4;
    private static final int OVER_HTTP = 50;
    private static final int ROUND = 20_000;

    private MalformedInputs() {}

    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        String wanted = System.getenv("INPUTS");
        int inputs = wanted == null ? 1_000_000 : Integer.parseInt(wanted);
        int http = inputs / OVER_HTTP;
        List<String> faults = new ArrayList<>();
        long tried = 0;
        int caught = 0;
        try (Stack stack = Stack.start(Shared.generous());
                Street street = new Street(stack)) {
            // no crash is tried here, and a disk that is waited for would be most of the time
            street.sql("alter system set synchronous_commit = off");
            street.sql("select pg_reload_conf()");
            Siege siege = new Siege(street, SEED);
            for (int left = inputs - http; left > 0; left -= ROUND) {
                Barrage.Result inside;
                String logged;
                try (Quiet log = new Quiet()) {
                    inside =
                            new Siege(street, SEED + left)
                                    .inProcess(LANES, Math.min(left, ROUND) / LANES);
                    logged = log.logged();
                }
                tried += inside.tried();
                faults.addAll(inside.faults());
                faults.addAll(Leaks.in("log", logged));
                System.out.printf(
                        "in this process: %d after %d s %s%n",
                        tried, (System.nanoTime() - start) / 1_000_000_000, inside.statuses());
            }
            Barrage.Result outside = siege.overHttp(LANES, http / LANES);
            System.out.println("over HTTP: " + outside.tried() + " " + outside.statuses());
            tried += outside.tried();
            faults.addAll(outside.faults());
            siege.over();
            faults.addAll(Leaks.inFiles(siege.logs()));
            try (Connection admin = stack.postgres().admin()) {
                faults.addAll(Leaks.inRows(admin));
                street.sql("create table public.planted as select 'typ host 203.0.113.99' as t");
                caught += Leaks.inRows(admin).isEmpty() ? 0 : 1;
                street.sql("drop table public.planted");
            }
            caught += Leaks.in("log", "source 203.0.113.99").isEmpty() ? 0 : 1;
            street.sql("alter function parley.widget_config(text) rename to widget_config_gone");
            try (Quiet _ = new Quiet()) {
                caught += siege.inProcess(1, 200).faults().isEmpty() ? 0 : 1;
            }
            System.out.println(
                    "planted: an address in a row, one in a log, a function that the database lost");
        }
        faults.stream().limit(50).forEach(System.out::println);
        new Proof(
                        "malformed-inputs",
                        tried,
                        faults.size(),
                        3,
                        caught,
                        SEED,
                        (System.nanoTime() - start) / 1e9)
                .report();
    }
}
