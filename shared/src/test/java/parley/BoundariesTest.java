package parley;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import parley.edge.Settings;

/** Who may know whom. */
class BoundariesTest {
    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("parley");

    @Test
    void core_knows_the_language_and_itself() {
        classes()
                .that()
                .resideInAPackage("parley.core..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                "parley.core..",
                                "java.lang..",
                                "java.util..",
                                "java.time..",
                                "java.nio.charset",
                                "org.jspecify.annotations"))
                .check(OURS);
    }

    @Test
    void core_reads_no_clock_and_no_environment() {
        noClasses()
                .that()
                .resideInAPackage("parley.core..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(OURS);
    }

    @Test
    void only_settings_reads_the_environment() {
        noClasses()
                .that()
                .areNotAssignableTo(Settings.class)
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .check(OURS);
    }

    @Test
    void only_the_json_package_knows_jackson() {
        onlyIn("parley.edge.json..", "com.fasterxml..");
    }

    @Test
    void only_the_token_package_knows_nimbus() {
        onlyIn("parley.edge.token..", "com.nimbusds..");
    }

    @Test
    void only_the_aws_package_knows_the_aws_sdk() {
        onlyIn("parley.edge.aws..", "software.amazon.awssdk..");
    }

    @Test
    void only_the_sql_package_opens_connections() {
        onlyIn("parley.edge.sql..", "org.postgresql..");
        noClasses()
                .that(resideOutsideOfPackages("parley.edge.sql.."))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Connection.class)
                .check(OURS);
    }

    /** The rest of the rule is the compiler's: our statements take constants only. */
    @Test
    void sql_runs_as_prepared_statements() {
        noClasses()
                .should()
                .callMethod(Connection.class, "createStatement")
                .orShould()
                .callMethod(Statement.class, "execute", String.class)
                .orShould()
                .callMethod(Statement.class, "executeQuery", String.class)
                .orShould()
                .callMethod(Statement.class, "executeUpdate", String.class)
                .check(OURS);
    }

    private static void onlyIn(String home, String library) {
        noClasses()
                .that(resideOutsideOfPackages(home))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(OURS);
    }
}
