package parley.local.database;

import java.util.UUID;

/**
 * Somebody who asks the database: the Postgres role and the claims of the token.
 *
 * @param role anon for visitors, authenticated for agents
 * @param claims the token's claims, a JSON object
 */
record Person(String name, String role, String claims) {
    static final UUID ACME = UUID.fromString("acae0000-0000-4000-8000-000000000001");
    static final UUID GLOBEX = UUID.fromString("910be000-0000-4000-8000-000000000002");
    static final UUID INITECH = UUID.fromString("1217ec00-0000-4000-8000-000000000003");
    static final Person ANA = agent("Ana", 1);
    static final Person BEN = agent("Ben", 2);
    static final Person GINA = agent("Gina", 3);

    static Person visitor(UUID tenant, UUID session, UUID visitor) {
        return new Person(
                "visitor",
                "anon",
                """
                {"iss":"%s","role":"anon","sub":"%s","tenant_id":"%s","chat_session_id":"%s"}\
                """
                        .formatted(Ledger.ISSUER, visitor, tenant, session));
    }

    private static Person agent(String name, int number) {
        return new Person(
                name,
                "authenticated",
                """
                {"iss":"https://auth.example","role":"authenticated","sub":"%s"}\
                """
                        .formatted(id(number)));
    }

    static UUID id(int number) {
        return UUID.fromString("a6e00000-0000-4000-8000-00000000000" + number);
    }
}
