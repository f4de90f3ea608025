package parley.local.access;

/** Faults that only somebody who comes over the network would meet, and how they are mended. */
enum LivePlant {
    NOBODY_ASKED_WHETHER_HE_IS_A_PARTY(
            "rpc parley_call_state",
            "parley.party",
            "v.session_id = c.session_id and v.id = c.visitor_id",
            "true"),
    A_REMOVED_AGENT_STILL_BEATS(
            "rpc parley_desk_beat",
            "public.parley_desk_beat",
            "where user_id = me and tenant_id",
            "where tenant_id"),
    A_HISTORY_FOR_EVERYBODY(
            "rpc parley_desk_history",
            "public.parley_desk_history",
            "if not parley.is_member(me, p_tenant)",
            "if false");

    private final String door;
    private final String function;
    private final String thought;
    private final String instead;

    LivePlant(String door, String function, String thought, String instead) {
        this.door = door;
        this.function = function;
        this.thought = thought;
        this.instead = instead;
    }

    /** Where it shows. */
    String door() {
        return door;
    }

    String sql() {
        return replace(thought, instead, false);
    }

    String undo() {
        return replace(thought, instead, true);
    }

    /** The function before the plant waits in a table of the test's own. */
    private String replace(String thought, String instead, boolean back) {
        return back
                ? "do $undo$ begin execute (select source from planted_over); drop table"
                        + " planted_over; end $undo$"
                : """
                create table planted_over as select pg_get_functiondef('%1$s'::regproc) as source;
                do $plant$ declare source text := (select o.source from planted_over o);
                begin
                  if position($t$%2$s$t$ in source) = 0 then raise '%1$s no longer says that'; end if;
                  execute replace(source, $t$%2$s$t$, $t$%3$s$t$);
                end $plant$\
                """
                        .formatted(function, thought, instead);
    }
}
