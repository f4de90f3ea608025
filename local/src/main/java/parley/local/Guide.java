package parley.local;

import parley.local.stack.Addresses;
import parley.local.stack.People;

/** What {@code make demo} prints: where to click, and who signs in with what. */
final class Guide {
    private Guide() {}

    static String of(Addresses at, People people) {
        StringBuilder text = new StringBuilder();
        text.append("\nParley is up. Open the visitor's page and a desk of the same tenant.\n\n");
        for (People.Tenant tenant : people.tenants()) {
            line(text, tenant.name(), "visitor", tenant.visitor());
            line(text, "", "desk", tenant.desk());
            for (People.Agent agent : people.agents()) {
                if (agent.tenantKey().equals(tenant.key())) {
                    String signIn = agent.email() + "  password " + People.PASSWORD;
                    line(text, "", agent.role(), signIn);
                }
            }
            text.append('\n');
        }
        line(text, "Faults", "control", at.control() + "/faults");
        line(text, "Supabase", "project", at.supabase());
        line(text, "Functions", "urls", at.functions());
        line(text, "Postgres", "jdbc", at.jdbc() + "?user=postgres");
        return text.append("\nCtrl-C ends it.\n").toString();
    }

    private static void line(StringBuilder text, String whose, String what, String value) {
        text.append("  %-14s%-9s%s%n".formatted(whose, what, value));
    }
}
