package parley.local.access;

import java.util.List;

/**
 * Somebody who comes to the database: a role and the claims of a token.
 *
 * @param name the column of the expectation file
 */
record Somebody(String name, String role, String claims) {
    static final String ISSUER = "https://calls.example";
    static final String SESSION = "5e550000-0000-4000-8000-000000000001";
    static final String OTHER_SESSION = "5e550000-0000-4000-8000-000000000002";
    static final String FOREIGN_SESSION = "5e550000-0000-4000-8000-000000000003";
    static final String VISITOR = "71500000-0000-4000-8000-000000000001";
    static final String ACME = "acae0000-0000-4000-8000-000000000001";
    static final String GLOBEX = "910be000-0000-4000-8000-000000000002";
    static final String ANA = "a6e00000-0000-4000-8000-000000000001";
    static final String BEN = "a6e00000-0000-4000-8000-000000000002";
    static final String GINA = "a6e00000-0000-4000-8000-000000000003";

    /** Everybody, in the order of the file's columns. */
    static final List<Somebody> ALL =
            List.of(
                    new Somebody("anonymous", "anon", "{\"role\":\"anon\",\"iss\":\"supabase\"}"),
                    visitor("visitor", ISSUER, VISITOR, SESSION, ACME),
                    visitor(
                            "other session",
                            ISSUER,
                            VISITOR.replace("01", "02"),
                            OTHER_SESSION,
                            ACME),
                    visitor(
                            "other tenant",
                            ISSUER,
                            VISITOR.replace("01", "03"),
                            FOREIGN_SESSION,
                            GLOBEX),
                    visitor("forged visitor", "https://elsewhere.example", VISITOR, SESSION, ACME),
                    agent("agent", ANA),
                    agent("colleague", BEN),
                    agent("foreign agent", GINA),
                    agent("stranger", "57a00000-0000-4000-8000-000000000009"),
                    new Somebody("functions", "parley_functions", "{}"),
                    new Somebody("service role", "service_role", "{\"role\":\"service_role\"}"));

    private static Somebody visitor(
            String name, String issuer, String sub, String session, String tenant) {
        return new Somebody(
                name,
                "anon",
                "{\"iss\":\"%s\",\"role\":\"anon\",\"sub\":\"%s\",\"tenant_id\":\"%s\",\"chat_session_id\":\"%s\"}"
                        .formatted(issuer, sub, tenant, session));
    }

    private static Somebody agent(String name, String sub) {
        return new Somebody(
                name,
                "authenticated",
                "{\"iss\":\"https://auth.example\",\"role\":\"authenticated\",\"sub\":\"%s\"}"
                        .formatted(sub));
    }
}
