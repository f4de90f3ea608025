package parley.local.lambda;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How AWS's own runtime interface client is started for a function. */
final class RuntimeClient {
    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    /** One class of each jar that the managed runtime has beside the function's own code. */
    private static final List<String> PARTS =
            List.of(
                    MAIN,
                    "com.amazonaws.services.lambda.runtime.Context",
                    "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
                    "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

    private RuntimeClient() {}

    static List<String> command(FunctionSpec spec) {
        int heap = Math.min(spec.memoryMegabytes(), 160);
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx" + heap + "m",
                "--enable-native-access=ALL-UNNAMED",
                // The client re-enables TLS 1.0 for the whole process; the template says the same.
                "-Djdk.tls.client.protocols=TLSv1.3,TLSv1.2",
                // A trailing separator would put the task root itself on the class path.
                "-cp",
                PARTS.stream()
                        .flatMap(RuntimeClient::jar)
                        .collect(Collectors.joining(File.pathSeparator)),
                MAIN,
                spec.handler());
    }

    private static Stream<String> jar(String className) {
        try {
            CodeSource source =
                    Class.forName(className, false, RuntimeClient.class.getClassLoader())
                            .getProtectionDomain()
                            .getCodeSource();
            return Stream.of(Path.of(source.getLocation().toURI()).toString());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException("not on the class path: " + className, e);
        }
    }
}
