package parley.local.supply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import parley.local.prove.Proof;

class DependenciesTest {
    private static final Path ROOT = Proof.repository();
    private static final Pattern VERSION =
            Pattern.compile("<(?:[a-z-]+\\.)?version>([^<]*)</(?:[a-z-]+\\.)?version>");
    private static final Pattern EXACT =
            Pattern.compile("\\d+(\\.\\d+)*([.-](Final|RELEASE|[a-z]+\\d*))?|\\$\\{[a-z0-9.-]+}");
    private static final Pattern JAR = Pattern.compile("lib/(.+?)-\\d[\\w.-]*\\.jar");
    private static final List<String> FOLDERS = List.of("static-widget", "e2e");

    /** What the build itself needs: a range of JDKs and Mavens. */
    private static final List<String> RANGES_OF_TOOLS = List.of("[25,26)", "[3.8.7,4)");

    @Test
    void every_version_of_maven_is_exact() throws IOException {
        List<String> loose = new ArrayList<>();
        int pinned = 0;
        for (Path pom : poms()) {
            for (String version :
                    VERSION.matcher(Files.readString(pom))
                            .results()
                            .map(m -> m.group(1))
                            .toList()) {
                pinned++;
                if (!EXACT.matcher(version).matches() && !RANGES_OF_TOOLS.contains(version)) {
                    loose.add(pom + ": " + version);
                }
            }
        }
        assertThat(loose).isEmpty();
        System.out.println("shown: dependencies: " + pinned + " versions in poms, all exact");
    }

    @Test
    void npm_takes_what_the_lock_files_name_and_runs_none_of_it() throws IOException {
        int locked = 0;
        for (String folder : FOLDERS) {
            JsonNode wanted = read(folder, "package.json");
            for (String kind : List.of("dependencies", "devDependencies")) {
                wanted.path(kind)
                        .properties()
                        .forEach(one ->
                                assertThat(one.getValue().asText()).matches("\\d+\\.\\d+\\.\\d+"));
            }
            JsonNode packages = read(folder, "package-lock.json").path("packages");
            for (Map.Entry<String, JsonNode> one : packages.properties()) {
                if (!one.getKey().isEmpty()) {
                    locked++;
                    assertThat(faults(one.getValue())).as(folder + ": " + one.getKey()).isEmpty();
                }
            }
        }
        assertThat(locked).isPositive();
        assertThat(Files.readString(ROOT.resolve("Makefile"))).contains("npm ci --ignore-scripts");
        System.out.println("shown: dependencies: " + locked + " npm packages locked, no scripts");
    }

    /** An address would say where this machine shops; a script would run before anybody looked. */
    private static List<String> faults(JsonNode locked) {
        List<String> faults = new ArrayList<>();
        boolean elsewhere = locked.path("optional").asBoolean() && locked.has("os");
        if (locked.has("resolved")) {
            faults.add("an address");
        }
        if (locked.path("hasInstallScript").asBoolean()) {
            faults.add("an install script");
        }
        if (!elsewhere && !locked.path("integrity").asText().startsWith("sha512-")) {
            faults.add("no checksum");
        }
        return faults;
    }

    @Test
    void what_is_deployed_is_listed() throws IOException {
        Map<String, TreeSet<String>> deployed = new TreeMap<>();
        try (Stream<Path> functions = Files.list(ROOT.resolve("functions"))) {
            for (Path function : functions.filter(Files::isDirectory).toList()) {
                String name = String.valueOf(function.getFileName());
                Path zip = function.resolve("target/" + name + ".zip");
                if (Files.exists(zip)) {
                    for (String jar : jars(zip)) {
                        deployed.computeIfAbsent(jar, _ -> new TreeSet<>()).add(name);
                    }
                }
            }
        }
        List<String> lines = new ArrayList<>();
        deployed.forEach((jar, functions) -> {
            if (!functions.contains(jar) && !jar.equals("shared")) {
                lines.add(
                        jar
                                + ": "
                                + (functions.size() == 6
                                        ? "every function"
                                        : String.join(", ", functions)));
            }
        });
        assertThat(expected())
                .as("deployed.txt names every jar, and where it goes")
                .containsAll(lines);
        System.out.println(
                "shown: dependencies: " + lines.size() + " jars run on Lambda, all listed");
    }

    private static List<String> jars(Path zip) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return file.stream()
                    .map(entry -> JAR.matcher(entry.getName()))
                    .filter(matcher -> matcher.matches())
                    .map(matcher -> matcher.group(1))
                    .toList();
        }
    }

    private static List<String> expected() throws IOException {
        try (InputStream in =
                DependenciesTest.class.getResourceAsStream("/parley/local/supply/deployed.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    private static List<Path> poms() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT, 3)) {
            return all.filter(path -> path.endsWith("pom.xml"))
                    .filter(path -> !path.toString().contains("/target/"))
                    .filter(path -> !path.toString().contains("/node_modules/"))
                    .toList();
        }
    }

    private static JsonNode read(String folder, String file) throws IOException {
        return new ObjectMapper().readTree(ROOT.resolve(folder).resolve(file).toFile());
    }
}
