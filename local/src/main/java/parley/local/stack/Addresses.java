package parley.local.stack;

/** Where everything is, once the ports are known. */
public record Addresses(Ports ports) {
    public String web() {
        return at(ports.web());
    }

    public String supabase() {
        return at(ports.supabase());
    }

    /** The issuer of agents' tokens. */
    public String auth() {
        return supabase() + "/auth/v1";
    }

    public String functions() {
        return at(ports.functions());
    }

    /** The function URL of a function, with the slash that Lambda's have. */
    public String function(String name) {
        return functions() + "/" + name + "/";
    }

    public String control() {
        return at(ports.control());
    }

    /** The database as the functions are told of it: without user and password. */
    public String jdbc() {
        return "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/postgres";
    }

    private static String at(int port) {
        return "http://127.0.0.1:" + port;
    }
}
