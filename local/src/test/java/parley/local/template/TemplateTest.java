package parley.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The template that is deployed, by our own rules and by AWS's tools where they are installed. */
class TemplateTest {
    @Test
    void the_template_breaks_no_rule() throws Exception {
        assertThat(Template.wrongByOurRules(Template.text())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void a_planted_fault_is_caught(String fault) throws Exception {
        assertThat(Template.wrongByOurRules(Faults.plant(fault, Template.text()))).isNotEmpty();
    }

    /** Their mistakes are planted by {@code make prove ONLY=template}. */
    @Test
    void cfn_lint_and_the_transform_find_nothing() throws Exception {
        Optional<Map<String, List<String>>> found = Template.wrongByTheirs(false);
        assertThat(found.orElse(Map.of(Template.name(), List.of())).get(Template.name())).isEmpty();
    }

    static Iterable<String> ours() {
        return Faults.OURS;
    }
}
