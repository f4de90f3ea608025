package parley.local.prove.doors;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A copy of the repository's runnable parts in which call-request has forgotten one rule: its real
 * zip, with {@code CallPolicy} compiled anew without the line.
 */
final class PlantedFunction {
    private static final String CLASS = "parley/core/call/CallPolicy";
    private static final String RULE =
            "if (!facts.voice()) return because(Refusal.VOICE_NOT_ENABLED);";

    private PlantedFunction() {}

    /** Lays the copy into an empty folder. */
    static void plant(Path repository, Path copy) throws IOException {
        for (String part : List.of("template.yaml", "supabase", "static-widget")) {
            Files.createSymbolicLink(copy.resolve(part), repository.resolve(part));
        }
        Path functions = Files.createDirectory(copy.resolve("functions"));
        try (Stream<Path> all = Files.list(repository.resolve("functions"))) {
            for (Path function : all.filter(Files::isDirectory).toList()) {
                String name = String.valueOf(function.getFileName());
                if (!name.equals("call-request")) {
                    Files.createSymbolicLink(functions.resolve(name), function);
                }
            }
        }
        Path target = Files.createDirectories(functions.resolve("call-request/target"));
        Path zip = target.resolve("call-request.zip");
        Files.copy(repository.resolve("functions/call-request/target/call-request.zip"), zip);
        Path jars = Files.createDirectory(copy.resolve("jars"));
        forget(repository, zip, jars);
    }

    private static void forget(Path repository, Path zip, Path jars) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(zip)) {
            Path shared = null;
            try (Stream<Path> libraries = Files.list(inside.getPath("lib"))) {
                for (Path library : libraries.toList()) {
                    Path jar = jars.resolve(String.valueOf(library.getFileName()));
                    Files.copy(library, jar);
                    if (jar.getFileName().toString().startsWith("shared")) {
                        shared = library;
                    }
                }
            }
            if (shared == null) {
                throw new IOException("call-request.zip has no lib/shared*.jar");
            }
            Path jar = jars.resolve(shared.getFileName().toString());
            Path compiled = compile(repository, jars);
            try (FileSystem classes =
                    FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
                Files.copy(
                        compiled,
                        classes.getPath(CLASS + ".class"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Files.copy(jar, shared, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path compile(Path repository, Path jars) throws IOException {
        String source =
                Files.readString(
                        repository.resolve("shared/src/main/java").resolve(CLASS + ".java"));
        if (!source.contains(RULE)) {
            throw new IOException("CallPolicy no longer says: " + RULE);
        }
        Path file =
                Files.createDirectories(jars.resolve("src/parley/core/call"))
                        .resolve("CallPolicy.java");
        Files.writeString(file, source.replace(RULE, ""));
        Path classes = Files.createDirectory(jars.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> libraries = Files.list(jars)) {
            String path =
                    String.join(
                            ":",
                            libraries
                                    .map(Path::toString)
                                    .filter(name -> name.endsWith(".jar"))
                                    .toList());
            if (!compiler.getTask(
                            null,
                            files,
                            null,
                            List.of("-cp", path, "-d", classes.toString(), "-proc:none"),
                            null,
                            files.getJavaFileObjects(file))
                    .call()) {
                throw new IOException("the planted CallPolicy does not compile");
            }
        }
        return classes.resolve(CLASS + ".class");
    }
}
