package parley.local.lambda;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How AWS's own runtime interface client is started for a function. */
final class RuntimeClient {
    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private static final String LIBRARY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    /** One class of each jar that the managed runtime has beside the function's own code. */
    private static final List<String> PARTS =
            List.of(
                    MAIN,
                    "com.amazonaws.services.lambda.runtime.Context",
                    "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
                    "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

    private RuntimeClient() {}

    /**
     * Unpacks the client's native half. Left to itself each process writes it to the same file of
     * {@code /tmp}, and one that starts while another writes dies of it.
     */
    static Path unpackLibrary(Path folder) throws IOException {
        String libc = Files.exists(Path.of("/etc/alpine-release")) ? "linux_musl" : "linux";
        String arch = "aarch64".equals(System.getProperty("os.arch")) ? "aarch_64" : "x86_64";
        String name = "libaws-lambda-jni." + libc + "-" + arch + ".so";
        Path library = Files.createDirectories(folder).resolve(name);
        try (InputStream in = type(MAIN).getResourceAsStream("/jni/" + name)) {
            if (in == null || !System.getProperty("os.name").equals("Linux")) {
                throw new IOException("AWS's runtime client runs on Linux only: use a container");
            }
            Files.copy(in, library);
        }
        return library;
    }

    /**
     * The command that starts a function on demand: the first compiler alone, as on Lambda.
     *
     * @param library the unpacked native half
     */
    static List<String> onDemand(FunctionSpec spec, Path library) {
        return command(spec, library, List.of("-XX:TieredStopAtLevel=1"), "");
    }

    /** Under SnapStart both compilers work, and the client's own context calls the hooks. */
    static List<String> snapStart(
            FunctionSpec spec, Path library, List<String> options, String moreClasses) {
        List<String> all = new ArrayList<>(options);
        all.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        return command(spec, library, all, moreClasses);
    }

    private static List<String> command(
            FunctionSpec spec, Path library, List<String> options, String moreClasses) {
        int heap = Math.min(spec.memoryMegabytes(), 160);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx" + heap + "m",
                        "--enable-native-access=ALL-UNNAMED",
                        // The client re-enables TLS 1.0 for the whole process; the template says
                        // the same.
                        "-Djdk.tls.client.protocols=TLSv1.3,TLSv1.2",
                        "-D" + LIBRARY + "=" + library,
                        // A trailing separator would put the task root itself on the class path.
                        "-cp",
                        Stream.concat(
                                        PARTS.stream().flatMap(RuntimeClient::jar),
                                        Stream.of(moreClasses).filter(it -> !it.isEmpty()))
                                .collect(Collectors.joining(File.pathSeparator)),
                        MAIN,
                        spec.handler()));
        return command;
    }

    private static Stream<String> jar(String className) {
        try {
            CodeSource source = type(className).getProtectionDomain().getCodeSource();
            return Stream.of(Path.of(source.getLocation().toURI()).toString());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(className, e);
        }
    }

    private static Class<?> type(String className) {
        try {
            return Class.forName(className, false, RuntimeClient.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("not on the class path: " + className, e);
        }
    }
}
