package parley.local.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import parley.local.attacks.Said;
import parley.local.attacks.Scene;
import parley.local.attacks.Scene.Caller;
import parley.local.attacks.Street;

/** How each door is asked, in the way that does an attacker the most good: he knows every id. */
final class Doors {
    /** Asks a door as somebody. */
    interface Door {
        Said ask(Street street, Scene scene, Caller who) throws Exception;
    }

    private Doors() {}

    /** Every way of asking a door, by the name of its line; none for a door not described here. */
    static Map<String, Door> of(String name) {
        Map<String, Door> ways = new LinkedHashMap<>();
        switch (name) {
            case "function widget-config" ->
                    ways.put(
                            name,
                            (street, _, who) ->
                                    street.get(
                                            street.stack.addresses().function("widget-config")
                                                    + "config/pk_globex_demo",
                                            who.token()));
            case "function visitor-session" -> {
                ways.put(name, post("visitor-session", "{\"tenant\":\"pk_globex_demo\"}"));
                ways.put(
                        name + " with a guessed secret",
                        post(
                                "visitor-session",
                                "{\"tenant\":\"pk_globex_demo\",\"session\":{\"id\":\"%1$s\",\"secret\":\"guessed\"}}"));
                ways.put(
                        name + " with a bare id",
                        post(
                                "visitor-session",
                                "{\"tenant\":\"pk_globex_demo\",\"host_token\":\"%1$s\"}"));
            }
            case "function call-request" -> {
                ways.put(name + " for a new call", request("\"%6$s\""));
                ways.put(name + " for this call again", request("\"%2$s\""));
            }
            case "function turn-token" -> {
                ways.put(
                        name + " with the ticket",
                        post("turn-token", "{\"ticket\":\"" + Scene.TICKET + "\"}"));
                ways.put(name + " without it", post("turn-token", "{\"ticket\":\"" + "x\"}"));
            }
            case "function call-outcome" ->
                    ways.put(
                            name + " unsigned",
                            post(
                                    "call-outcome",
                                    "{\"type\":\"call.ended\",\"call_id\":\"%2$s\",\"tenant_id\":\""
                                            + Scene.GLOBEX
                                            + "\",\"version\":1}"));
            case "function call-sweep" -> ways.put(name, post("call-sweep", "{}"));
            case "rpc of schema parley" -> {
                ways.put("rpc open_call", rpc("open_call", "{}"));
                ways.put("rpc parley.end_call", rpc("parley.end_call", "{}"));
            }
            default -> rpcs(name, ways);
        }
        return ways;
    }

    private static void rpcs(String name, Map<String, Door> ways) {
        String call = "{\"p_call\":\"%2$s\"";
        String page = call + ",\"p_instance\":\"%3$s\"";
        String desk = "{\"p_tenant\":\"" + Scene.GLOBEX + "\"";
        String body =
                switch (name.substring("rpc ".length())) {
                    case "parley_ping" -> "{}";
                    case "parley_accept_call", "parley_decline_call", "parley_ring_again" ->
                            page + "}";
                    case "parley_call_state" -> call + "}";
                    case "parley_desk_beat" ->
                            desk
                                    + ",\"p_instance\":\"33330000-0000-4000-8000-%4$s\",\"p_status\":\"available\",\"p_ringing\":[\"%2$s\"]}";
                    case "parley_desk_callbacks",
                            "parley_desk_history",
                            "parley_desk_team",
                            "parley_reliability",
                            "parley_reliability_calls",
                            "parley_request_premium" ->
                            desk + "}";
                    case "parley_set_probes" -> desk + ",\"p_on\":true}";
                    case "parley_probe_relay" -> page + "}";
                    case "parley_probe_result" -> page + ",\"p_reached\":true}";
                    case "parley_block_caller" -> call + ",\"p_blocked\":false}";
                    case "parley_call_note" -> call + ",\"p_note\":\"mine\"}";
                    case "parley_set_hours" -> desk + ",\"p_hours\":null}";
                    case "parley_end_call" -> page + ",\"p_intent\":\"hang_up\"}";
                    case "parley_rate_call" -> call + ",\"p_stars\":1}";
                    // No such request: what a member may do with one is CallbackListTest's
                    // business.
                    case "parley_resolve_callback" ->
                            "{\"p_id\":\"55550000-0000-4000-8000-000000000001\"}";
                    case "parley_resume_call" -> page + "%5$s}";
                    case "parley_send_signal" ->
                            page
                                    + ",\"p_generation\":0,\"p_id\":\"44440000-0000-4000-8000-000000000001\",\"p_type\":\"candidate\",\"p_payload\":{}}";
                    case "parley_touch_call" -> page + ",\"p_generation\":0}";
                    default -> "";
                };
        if (body.isEmpty()) {
            return;
        }
        String routine = name.substring("rpc ".length());
        ways.put(name, rpc(routine, body));
        if (body.startsWith(page)) {
            ways.put(name + " (ringing)", rpc(routine, body));
        }
    }

    private static Door request(String call) {
        return post(
                "call-request",
                "{\"call_id\":"
                        + call
                        + ",\"instance\":\"%3$s\",\"media\":\"audio\",\"offer\":{\"sdp\":\"v=0\"}}");
    }

    private static Door post(String function, String body) {
        return (street, scene, who) ->
                street.function(function, who.token(), filled(body, scene, who));
    }

    private static Door rpc(String routine, String body) {
        return (street, scene, who) -> street.rpc(routine, who.token(), filled(body, scene, who));
    }

    /** An attacker even knows which page owns the side that he claims. */
    private static String filled(String body, Scene scene, Caller who) {
        return body.formatted(
                scene.session(),
                scene.call(),
                who.agent() ? Scene.AGENTS_PAGE : Scene.VISITORS_PAGE,
                "%012d".formatted(Integer.toUnsignedLong(who.name().hashCode())),
                who.agent() ? "" : ",\"p_offer\":{\"sdp\":\"v=0\"}",
                UUID.randomUUID());
    }
}
