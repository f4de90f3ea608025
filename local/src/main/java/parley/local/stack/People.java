package parley.local.stack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import parley.local.http.Json;
import parley.local.postgres.LocalPostgres;

/** Who may sign in at which desk, as {@code seed.sql} has it. */
public record People(List<Tenant> tenants, List<Agent> agents) {
    /** The one password of the demo data. */
    public static final String PASSWORD = "parley-demo";

    /** A customer with the addresses of its two pages. */
    public record Tenant(String name, String key, String visitor, String desk) {}

    public record Agent(String email, String name, String role, String tenantKey) {}

    static People of(LocalPostgres postgres, String site) throws SQLException {
        try (Connection connection = postgres.admin()) {
            return new People(tenants(connection, site), agents(connection));
        }
    }

    void addTo(ObjectNode state) {
        ArrayNode pages = state.putArray("tenants");
        tenants.forEach(t -> pages.add(Json.MAPPER.valueToTree(t)));
        ArrayNode signIns = state.putArray("agents");
        agents.forEach(a -> {
            ObjectNode agent = Json.MAPPER.valueToTree(a);
            signIns.add(agent.put("password", PASSWORD));
        });
    }

    private static List<Tenant> tenants(Connection connection, String site) throws SQLException {
        List<Tenant> tenants = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select name, public_key from public.tenants order by name")) {
            while (row.next()) {
                String key = row.getString(2);
                tenants.add(
                        new Tenant(
                                row.getString(1),
                                key,
                                site + "/visitor.html?tenant=" + key,
                                site + "/desk.html?tenant=" + key));
            }
        }
        return tenants;
    }

    private static List<Agent> agents(Connection connection) throws SQLException {
        List<Agent> agents = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                select u.email, a.display_name, a.role, t.public_key
                                from public.tenant_agents a
                                join auth.users u on u.id = a.user_id
                                join public.tenants t on t.id = a.tenant_id
                                order by t.name, a.role desc, u.email
                                """)) {
            while (row.next()) {
                agents.add(
                        new Agent(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4)));
            }
        }
        return agents;
    }
}
