package parley.local.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Map;
import parley.local.stack.Stack;

/**
 * Makes a stack's Postgres ask the functions for TLS and a password (SCRAM), as a hosted one does.
 */
final class Hosted {
    private static final String PASSWORD = "local";

    private Hosted() {}

    /** What a function's environment says of it. */
    static Map<String, String> over(Stack stack, Path folder)
            throws IOException, SQLException, InterruptedException, GeneralSecurityException {
        KeyStore store = keyStore(folder);
        String certificate = pem("CERTIFICATE", store.getCertificate("database").getEncoded());
        byte[] key = store.getKey("database", PASSWORD.repeat(2).toCharArray()).getEncoded();
        try (Connection admin = stack.postgres().admin();
                Statement statement = admin.createStatement()) {
            Path data = Path.of(said(statement, "show data_directory"));
            write(data, "server.crt", certificate);
            write(data, "server.key", pem("PRIVATE KEY", key));
            Path access = Path.of(said(statement, "show hba_file"));
            Files.writeString(
                    access,
                    """
                    hostssl all parley_functions 127.0.0.1/32 scram-sha-256
                    host all parley_functions 127.0.0.1/32 reject
                    """
                            + Files.readString(access));
            statement.execute("alter role parley_functions password '" + PASSWORD + "'");
            statement.execute("alter system set ssl = on");
            statement.execute("select pg_reload_conf()");
        }
        return Map.of(
                "PARLEY_DATABASE_URL",
                stack.addresses().jdbc() + "?sslmode=verify-full",
                "PARLEY_DATABASE_CA",
                certificate);
    }

    private static String said(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Readable by the server alone, or it refuses the key. */
    private static void write(Path data, String name, String text) throws IOException {
        Path file = Files.writeString(data.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setOwner(file, Files.getOwner(data));
    }

    private static KeyStore keyStore(Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("database.p12");
        String password = PASSWORD.repeat(2);
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "database",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost,ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                password,
                                "-keystore",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) throw new IOException(said);
        return KeyStore.getInstance(file.toFile(), password.toCharArray());
    }

    private static String pem(String what, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, lines, what);
    }
}
