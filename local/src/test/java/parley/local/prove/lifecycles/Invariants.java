package parley.local.prove.lifecycles;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must be true of every life that has been lived, asked of the ledger itself. */
final class Invariants {
    private static final Map<String, String> BROKEN_BY = new LinkedHashMap<>();

    static {
        BROKEN_BY.put(
                "a call that did not end", "select id from parley.calls where state <> 'ended'");
        BROKEN_BY.put(
                "not exactly one outcome",
                """
                select c.id from parley.calls c
                where (select count(*) from parley.outbox o where o.call_id = c.id and o.done_at is not null) <> 1
                   or (select count(*) from parley.call_outcomes o where o.call_id = c.id and (o.reason, o.ended_by, o.ended_at) = (c.end_reason, c.ended_by, c.ended_at)) <> 1
                """);
        BROKEN_BY.put(
                "a version skipped or used twice",
                "select call_id from parley.call_events group by call_id having count(*) <> max(version) or count(distinct version) <> count(*)");
        BROKEN_BY.put(
                "an arrow that the state table does not have",
                """
                select call_id from (
                  select call_id, was, state, lag(state) over (partition by call_id order by id) as before from parley.call_events) e
                where was is distinct from before or (coalesce(was, 'new'), state) not in (
                  ('new', 'ringing'), ('ringing', 'ringing'), ('ringing', 'accepted'), ('ringing', 'ended'),
                  ('accepted', 'accepted'), ('accepted', 'ringing'), ('accepted', 'connected'), ('accepted', 'ended'),
                  ('connected', 'connected'), ('connected', 'ended'))
                """);
        BROKEN_BY.put(
                "an accept too many",
                """
                select call_id from parley.call_events where was = 'ringing' and state = 'accepted'
                group by call_id having count(*) > 1 + (select count(*) from parley.call_events b where b.call_id = parley.call_events.call_id and b.was = 'accepted' and b.state = 'ringing')
                  or count(*) > 2
                """);
        BROKEN_BY.put(
                "an accept after the deadline",
                "select id from parley.calls where accepted_at > ring_until + interval '60 ms'");
        BROKEN_BY.put(
                "two open calls of one session at once",
                "select a.id from parley.calls a join parley.calls b on a.session_id = b.session_id and a.id < b.id"
                        + " and tstzrange(a.requested_at, a.ended_at) && tstzrange(b.requested_at, b.ended_at)");
        BROKEN_BY.put(
                "a reason that the history does not support",
                """
                select c.id from parley.calls c join lateral (
                  select e.was, array(select state from parley.call_events h where h.call_id = c.id) as states
                  from parley.call_events e where e.call_id = c.id and e.state = 'ended') e on true
                where not case c.end_reason
                  when 'unanswered' then e.was = 'ringing' and c.ended_by = 'system'
                  when 'cancelled' then e.was in ('ringing', 'accepted') and c.ended_by = 'visitor'
                  when 'declined' then e.was = 'ringing' and c.ended_by = 'agent'
                    and exists (select from parley.call_rings r where r.call_id = c.id and r.declined_at is not null)
                  when 'abandoned' then e.was = 'ringing' and c.ended_by in ('visitor', 'system')
                  when 'failed' then e.was in ('ringing', 'accepted') and c.connected_at is null
                  when 'hung_up' then (e.was = 'connected') or (e.was = 'accepted' and c.ended_by = 'agent')
                  when 'peer_lost' then e.was in ('accepted', 'connected')
                  when 'media_lost' then e.was = 'connected'
                  when 'dropped' then e.was in ('accepted', 'connected') end
                """);
        BROKEN_BY.put(
                "everybody who rang had declined, and it rang on until nobody answered",
                """
                select c.id from parley.calls c where c.end_reason = 'unanswered' and exists (select from parley.call_rings r where r.call_id = c.id)
                  and not exists (select from parley.call_rings r where r.call_id = c.id and r.rung_at is not null
                    and not exists (select from parley.call_rings d where d.call_id = c.id and d.agent_id = r.agent_id and d.declined_at is not null))
                  and not exists (select from parley.call_events e where e.call_id = c.id and e.was = 'accepted')
                  and (select count(distinct agent_id) from parley.call_rings r where r.call_id = c.id and r.declined_at is not null) > 1
                """);
        BROKEN_BY.put("signals left behind", "select distinct call_id from parley.call_signals");
    }

    private Invariants() {}

    /** What is broken, in words, with the first few calls of each. */
    static List<String> broken(Server server) throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> rule : BROKEN_BY.entrySet()) {
            List<String> calls = server.ask(rule.getValue());
            if (!calls.isEmpty()) {
                wrong.add(
                        "%s: %d calls, such as %s"
                                .formatted(rule.getKey(), calls.size(), calls.getFirst()));
            }
        }
        return wrong;
    }
}
