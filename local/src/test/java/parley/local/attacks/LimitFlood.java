package parley.local.attacks;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.util.List;

/** One source that asks for call after call, each with a session of its own. */
public final class LimitFlood {
    public static final int CAP = 5;

    /** A bucket as somebody in a hurry would write it: read, decide, write. */
    public static final String RACY_TAKE =
            """
            create or replace function parley.take(p_bucket text, p_per_minute int) returns int language plpgsql set search_path = '' as $$
            declare
              used float8;
            begin
              select p_per_minute - tokens into used from parley.rate_buckets where bucket = p_bucket;
              perform pg_catalog.pg_sleep(0.001);
              if coalesce(used, 0) >= p_per_minute then
                return 1;
              end if;
              insert into parley.rate_buckets as b (bucket, tokens, at) values (p_bucket, p_per_minute - 1, clock_timestamp())
                on conflict (bucket) do update set tokens = p_per_minute - coalesce(used, 0) - 1;
              return 0;
            end $$
            """;

    /**
     * What came of it.
     *
     * @param rang calls that rang
     * @param allowed what the cap gives in that time
     * @param tenantTokensTaken what the flood cost the tenant's own bucket
     */
    public record Result(int asked, int rang, int allowed, int tenantTokensTaken) {}

    private LimitFlood() {}

    public static Result of(Street street, int requests) throws Exception {
        List<String> tokens = new Limits(street).tokens(Math.min(requests, 20));
        street.sql(
                """
                update parley.settings set value = '%d' where name = 'rate_source';
                update parley.settings set value = '600' where name = 'rate_tenant';
                delete from parley.rate_buckets;
                select parley.end_call(c, 'dropped', 'system') from parley.calls c where state <> 'ended';
                """
                        .formatted(CAP));
        int before = Integer.parseInt(street.ask("select count(*) from parley.calls"));
        long began = System.nanoTime();
        try (Quiet _ = new Quiet();
                Handlers handlers = new Handlers(street.stack)) {
            List<RequestStreamHandler> lanes =
                    List.of(handlers.callRequest(), handlers.callRequest());
            Crowd.of(
                    lanes.size(),
                    lane -> {
                        for (int i = lane; i < requests; i += lanes.size()) {
                            Limits.call(
                                    lanes.get(lane),
                                    tokens.get(i % tokens.size()),
                                    "198.51.100.23");
                        }
                        return lane;
                    });
        }
        double minutes = (System.nanoTime() - began) / 60e9;
        int rang = Integer.parseInt(street.ask("select count(*) from parley.calls")) - before;
        String taken =
                street.ask(
                        "select ceil(600 - coalesce(min(tokens), 600))::int from"
                                + " parley.rate_buckets where bucket like 'tenant %'");
        return new Result(
                requests, rang, CAP + (int) Math.ceil(minutes * CAP), Integer.parseInt(taken));
    }
}
