package parley.local.prove.lifecycles;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One random life: rounds of things done at the same moment. Everything is drawn from the seed, so
 * a life can be repeated; only the interleaving inside a round is the machine's.
 */
final class Life {
    private final long seed;
    private final Random random;
    private final Pages pages;
    private final UUID call;
    private final List<List<Op>> rounds = new ArrayList<>();

    private Life(long seed, UUID tenant, List<UUID> agents) {
        this.seed = seed;
        this.random = new Random(seed);
        this.pages = Pages.of(random, tenant, agents);
        this.call = Pages.uuid(random);
    }

    static Life of(long seed, UUID tenant, List<UUID> agents) {
        Life life = new Life(seed, tenant, agents);
        life.draw();
        return life;
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }

    UUID call() {
        return call;
    }

    UUID session() {
        return pages.session();
    }

    /** Every desk page of this life, as a list in SQL. */
    String deskPages() {
        return pages.agents().stream()
                .flatMap(agent -> agent.pages().stream())
                .map(page -> "'" + page + "'")
                .collect(Collectors.joining(","));
    }

    List<List<Op>> rounds() {
        return rounds;
    }

    private void draw() {
        rounds.add(
                List.of(
                        Op.function(
                                "open session",
                                "open_session('%s','%s','%s',null,'Ada')"
                                        .formatted(
                                                pages.tenant(),
                                                pages.session(),
                                                pages.visitor()))));
        List<Op> first = new ArrayList<>(List.of(open(call, 0)));
        if (random.nextInt(4) == 0) {
            first.add(random.nextBoolean() ? open(call, 0) : open(Pages.uuid(random), 1));
        }
        rounds.add(first);
        if (random.nextInt(3) > 0) {
            rounds.add(pages.agents().stream().map(a -> beat(a, 0)).toList());
        }
        if (random.nextInt(6) == 0) {
            lastDeclines();
        }
        if (random.nextInt(12) == 0) {
            acceptPastDeadline();
        }
        if (random.nextInt(2) == 0) {
            answered();
        }
        int length = 2 + random.nextInt(7);
        for (int i = 0; i < length; i++) {
            rounds.add(round());
        }
    }

    private List<Op> round() {
        List<Op> ops = new ArrayList<>();
        int width = 1 + random.nextInt(3);
        for (int i = 0; i < width; i++) {
            Op op = any();
            ops.add(random.nextInt(15) == 0 ? op.crashing() : op);
            if (ops.size() < 3 && random.nextInt(6) == 0) {
                ops.add(op); // a doubled request
            }
        }
        Collections.shuffle(ops, random);
        return ops.subList(0, Math.min(3, ops.size()));
    }

    private Op any() {
        return switch (random.nextInt(22)) {
            case 0, 1, 2, 3 -> accept(agent(), page());
            case 4 -> decline(agent(), page());
            case 5, 6, 7 -> signal(anyone());
            case 8, 9, 10 -> touch(anyone(), random.nextInt(8) == 0);
            case 11, 12 ->
                    end(
                            anyone(),
                            random.nextInt(3) > 0
                                    ? "hang_up"
                                    : random.nextBoolean() ? "no_path" : "peer_silent");
            case 13 -> resume(anyone());
            case 14 ->
                    visitor(
                            "ring again",
                            "parley_ring_again('%s','%s')".formatted(call, visitorPage()));
            case 15 -> beat(agent(), page());
            case 16 -> Op.function("sweep", "sweep(true)");
            case 17 -> Op.function("drain", "drain_outbox('lifecycles', 20, false)");
            case 18 ->
                    Op.function(
                            "retry",
                            "regrant_call('%s','%s',null)".formatted(call, pages.session()));
            case 19 -> open(Pages.uuid(random), page());
            case 20 -> due();
            default -> silent();
        };
    }

    /**
     * The way most calls go, so that there is something to lose afterwards; several press at once.
     */
    private void answered() {
        List<Op> presses = new ArrayList<>();
        for (Pages.Agent agent : pages.agents().subList(0, 1 + random.nextInt(3))) {
            presses.add(accept(agent, 0));
        }
        rounds.add(presses);
        Pages.Agent first = pages.agents().getFirst();
        Who agent = new Who(false, first.claims(), first.pages().getFirst());
        rounds.add(List.of(signal(agent)));
        rounds.add(
                List.of(
                        touch(agent, false),
                        touch(
                                new Who(
                                        true,
                                        pages.visitorClaims(),
                                        pages.visitorPages().getFirst()),
                                false)));
    }

    /** Everybody who rings declines at once: exactly then the call must end as declined. */
    private void lastDeclines() {
        List<Pages.Agent> two = pages.agents().subList(0, 2);
        rounds.add(two.stream().map(a -> beat(a, 0)).toList());
        rounds.add(two.stream().map(a -> decline(a, 0)).toList());
    }

    /** Somebody holds the row over the deadline while an accept waits for it. */
    private void acceptPastDeadline() {
        rounds.add(
                List.of(
                        Op.time(
                                "almost due",
                                "update parley.calls set ring_until = clock_timestamp() + interval '20 ms', due_at = clock_timestamp() + interval '20 ms' where id = '%s' and state = 'ringing'"
                                        .formatted(call))));
        rounds.add(
                List.of(
                        Op.time(
                                "hold",
                                "with held as materialized (select id from parley.calls where id = '%s' for update) select pg_sleep(0.16) from held"
                                        .formatted(call)),
                        new Op(
                                "late accept",
                                "authenticated",
                                agent().claims(),
                                "select pg_sleep(0.005), public.parley_accept_call('%s','%s')"
                                        .formatted(
                                                call, pages.agents().getFirst().pages().getFirst()),
                                false)));
    }

    private Op open(UUID id, int page) {
        return Op.function(
                "open",
                "open_call('%s','%s','%s','%s','%s','audio','{\"sdp\":\"o\"}','{}','Ada',null)"
                        .formatted(
                                id,
                                pages.tenant(),
                                pages.session(),
                                pages.visitor(),
                                pages.visitorPages().get(page)));
    }

    private Op accept(Pages.Agent agent, int page) {
        return agent(
                agent,
                "accept",
                "parley_accept_call('%s','%s')".formatted(call, agent.pages().get(page)));
    }

    private Op decline(Pages.Agent agent, int page) {
        return agent(
                agent,
                "decline",
                "parley_decline_call('%s','%s')".formatted(call, agent.pages().get(page)));
    }

    private Op beat(Pages.Agent agent, int page) {
        return agent(
                agent,
                "beat",
                "parley_desk_beat('%s','%s','available','{%s}')"
                        .formatted(agent.pages().get(page), pages.tenant(), call));
    }

    private Op signal(Who who) {
        return who.op(
                "signal",
                "parley_send_signal('%s','%s',%d,'%s','%s','{\"sdp\":\"s\"}')"
                        .formatted(
                                call,
                                who.page,
                                random.nextInt(8) == 0 ? 1 : 0,
                                Pages.uuid(random),
                                who.visitor ? "candidate" : "answer"));
    }

    private Op touch(Who who, boolean leaving) {
        return who.op(
                "touch",
                "parley_touch_call('%s','%s',%d,'{\"connected\":true,\"media_heard_ms_ago\":10}',%s)"
                        .formatted(call, who.page, random.nextInt(8) == 0 ? 1 : 0, leaving));
    }

    private Op end(Who who, String intent) {
        return who.op(
                intent, "parley_end_call('%s','%s','%s','{}',0)".formatted(call, who.page, intent));
    }

    private Op resume(Who who) {
        return who.op(
                "resume",
                "parley_resume_call('%s','%s',%s)"
                        .formatted(
                                call,
                                who.page,
                                who.visitor
                                        ? "'{\"sdp\":\"r" + random.nextInt(100) + "\"}'"
                                        : "null"));
    }

    private Op due() {
        return Op.time(
                "due",
                "update parley.calls set ring_until = least(ring_until, clock_timestamp()), due_at = clock_timestamp() where id = '%s' and due_at is not null and state <> 'ended'"
                        .formatted(call));
    }

    private Op silent() {
        return Op.time(
                "silent",
                "update parley.call_sides set seen_at = seen_at - interval '100 s', media_heard_at = media_heard_at - interval '100 s' where call_id = '%s' and side = '%s'"
                        .formatted(call, random.nextBoolean() ? "visitor" : "agent"));
    }

    private Op visitor(String name, String sql) {
        return Op.rpc(name, "anon", pages.visitorClaims(), sql);
    }

    private static Op agent(Pages.Agent agent, String name, String sql) {
        return Op.rpc(name, "authenticated", agent.claims(), sql);
    }

    private Pages.Agent agent() {
        return pages.agents().get(random.nextInt(pages.agents().size()));
    }

    private int page() {
        return random.nextInt(4) == 0 ? 1 : 0;
    }

    private UUID visitorPage() {
        return pages.visitorPages().get(page());
    }

    private Who anyone() {
        if (random.nextBoolean()) {
            return new Who(true, pages.visitorClaims(), visitorPage());
        }
        Pages.Agent agent = agent();
        return new Who(false, agent.claims(), agent.pages().get(page()));
    }

    /** A party's page. */
    private record Who(boolean visitor, String claims, UUID page) {
        Op op(String name, String sql) {
            return Op.rpc(name, visitor ? "anon" : "authenticated", claims, sql);
        }
    }
}
