package parley.local.prove.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.local.prove.people.Books;

/** The script's record, the desk's list and the table, line by line. */
final class Compared {
    /** The script's clock stops after the answer came back, the ledger's when it was given. */
    private static final double SLACK_S = 2.5;

    private Compared() {}

    static List<String> of(List<Noted> notes, Map<UUID, JsonNode> pages, Books books)
            throws SQLException {
        Map<String, List<String>> table = new HashMap<>();
        for (List<String> row :
                books.ask(
                        """
                        select call_id, reason, ended_by, agent_name, path, cause, ring_seconds, talk_seconds, settled_at is not null
                        from parley.call_outcomes
                        """)) {
            table.put(row.getFirst(), row.subList(1, row.size()));
        }
        List<String> wrong = new ArrayList<>();
        if (pages.size() != notes.size() || table.size() != notes.size()) {
            wrong.add(
                    "%d calls made, %d listed, %d recorded"
                            .formatted(notes.size(), pages.size(), table.size()));
        }
        for (Noted note : notes) {
            String said = script(note);
            JsonNode page = pages.get(note.call());
            List<String> row = table.get(note.call().toString());
            String listed = page == null ? "not listed" : page(page);
            String recorded = row == null ? "not recorded" : String.join(" ", row.subList(0, 5));
            if (!said.equals(listed) || !said.equals(recorded)) {
                wrong.add(note + ": listed as " + listed + ", recorded as " + recorded);
            } else if (page != null && row != null) {
                wrong.addAll(times(note, page, row));
            }
        }
        return wrong;
    }

    private static List<String> times(Noted note, JsonNode page, List<String> row) {
        int rang = Integer.parseInt(row.get(5));
        int talked = Integer.parseInt(row.get(6));
        List<String> wrong = new ArrayList<>();
        if (page.path("ring_seconds").asInt() != rang
                || page.path("talk_seconds").asInt() != talked
                || !page.at("/visitor/name").asText().equals(note.visitor())
                || page.path("settled").asBoolean() != row.get(7).equals("t")) {
            wrong.add(note + ": the list says " + page + ", the table " + row);
        }
        if (Math.abs(rang - note.rang()) > SLACK_S || Math.abs(talked - note.talked()) > SLACK_S) {
            wrong.add(note + ": rang " + rang + " s and talked " + talked + " s by the ledger");
        }
        return wrong;
    }

    private static String script(Noted note) {
        return line(note.reason(), note.by(), note.agent(), note.path(), note.cause());
    }

    private static String page(JsonNode page) {
        return line(
                page.path("reason").asText(),
                page.path("by").asText(),
                page.at("/agent/name").asText(null),
                page.path("path").asText(null),
                page.path("cause").asText(null));
    }

    private static String line(@Nullable String... words) {
        List<String> all = new ArrayList<>();
        for (String word : words) {
            all.add(Objects.requireNonNullElse(word, "null"));
        }
        return String.join(" ", all);
    }
}
