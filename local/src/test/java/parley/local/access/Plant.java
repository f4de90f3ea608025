package parley.local.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Faults that the matrix must see, each one statement that somebody might really write. */
enum Plant {
    ROW_SECURITY_OFF("alter table public.tenants disable row level security"),
    ROW_SECURITY_OFF_WHERE_NOTHING_IS_GRANTED(
            "alter table parley.calls disable row level security"),
    A_POLICY_DROPPED("drop policy \"Parley: parties hear their own topic\" on realtime.messages"),
    A_VIEW_OVER_A_TABLE_OF_OURS(
            "create view public.recent_calls as select * from parley.calls; grant select on"
                    + " public.recent_calls to authenticated"),
    PRESENCE_LET_IN_BY_BOTH_POLICIES(
            "alter policy \"Parley: nobody else hears our topics\" on realtime.messages using"
                    + " (parley.may_read(topic)); alter policy \"Parley: parties hear their own"
                    + " topic\" on realtime.messages using (parley.may_read(topic))"),
    A_POLICY_FOR_EVERYBODY("create policy open on public.chat_sessions for select using (true)"),
    A_GRANT_ADDED(
            "grant select on parley.calls to authenticated; create policy open on parley.calls for"
                    + " select using (true)"),
    A_TABLE_THAT_THE_FILE_DOES_NOT_NAME(
            "create table parley.extra (id int); insert into parley.extra values (1)"),
    A_FUNCTION_THAT_THE_FILE_DOES_NOT_NAME(
            "create function parley.extra() returns int language sql as 'select 1'"),
    THE_GUARD_OF_THE_TOPICS_DROPPED_UNDER_A_STRAY_POLICY(
            "drop policy \"Parley: nobody else hears our topics\" on realtime.messages; create"
                    + " policy stray on realtime.messages for select using (true)"),
    THE_GUARD_OF_SPEAKING_DROPPED_UNDER_A_STRAY_POLICY(
            "drop policy \"Parley: no client speaks on our topics\" on realtime.messages; create"
                    + " policy stray on realtime.messages for insert with check (true)"),
    NO_ISSUER_ASKED_OF_VISITORS(
            "replace parley.visitor", "c ->> 'iss' = nullif(parley.text_of('issuer'), '') and", ""),
    NO_MEMBERSHIP_ASKED("replace parley.is_member", "a.user_id = p_agent and", ""),
    NO_SESSION_ASKED(
            "replace parley.may_read",
            "v.session_id = parley.as_uuid(substr(p_topic, 14, 36)) and p_topic ="
                    + " parley.visitor_topic(v.session_id)",
            "v.session_id is not null"),
    EXECUTE_LEFT_TO_EVERYBODY("grant execute on function public.parley_accept_call to public"),
    A_FUNCTION_OF_THE_LAMBDAS_OPENED("grant execute on function parley.open_call to anon"),
    THE_PUSH_OPENED("grant execute on function parley.push to authenticated"),
    THE_FUNCTIONS_ROLE_AS_OWNER("grant parley_owner to parley_functions with inherit true"),
    THE_FUNCTIONS_ROLE_PASSES_ROW_SECURITY("alter role parley_functions bypassrls"),
    THE_OWNER_AS_SERVICE_ROLE("grant service_role to parley_owner with inherit false"),
    A_DEFINER_FUNCTION_WITHOUT_SEARCH_PATH("alter function parley.open_call reset search_path");

    private final String sql;

    Plant(String sql) {
        this.sql = sql;
    }

    /** A function's source with one thought taken out. */
    Plant(String replace, String thought, String instead) {
        this.sql =
                """
                do $plant$ declare source text := pg_get_functiondef('%1$s'::regproc);
                begin
                  if position($t$%2$s$t$ in source) = 0 then raise '%1$s no longer says that'; end if;
                  execute replace(source, $t$%2$s$t$, $t$%3$s$t$);
                end $plant$\
                """
                        .formatted(replace.substring("replace ".length()), thought, instead);
    }

    String sql() {
        return sql;
    }

    /** All but those, in words. */
    static String named(List<Plant> without) {
        return Arrays.stream(values())
                .filter(plant -> !without.contains(plant))
                .map(plant -> plant.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
