package parley.local.prove.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.local.prove.Proof;
import parley.local.template.Faults;
import parley.local.template.Template;

/** The template breaks no rule of ours nor of AWS's tools, and every planted mistake is seen. */
public final class Templates {
    private Templates() {}

    public static void main(String[] arguments) throws Exception {
        long start = System.nanoTime();
        List<String> wrong = Template.wrongByOurRules(Template.text());
        wrong.forEach(what -> System.out.println("template: " + what));
        int tried = Template.questions();
        int failed = wrong.size();
        int planted = 0;
        int caught = 0;
        for (String fault : Faults.OURS) {
            planted++;
            caught += tell(fault, Template.wrongByOurRules(Faults.plant(fault, Template.text())));
        }
        Optional<Map<String, List<String>>> theirs = Template.wrongByTheirs(true);
        if (theirs.isPresent()) {
            tried++;
            List<String> found = theirs.get().getOrDefault("template.yaml", List.of("not judged"));
            found.forEach(what -> System.out.println("template: " + what));
            failed += found.size();
            for (String fault : Faults.THEIRS) {
                planted++;
                caught += tell(fault, theirs.get().getOrDefault(Faults.file(fault), List.of()));
            }
        }
        double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
        new Proof("template", tried, failed, planted, caught, 0, seconds).report();
    }

    private static int tell(String fault, List<String> seen) {
        System.out.println(
                "template planted (" + fault + "): " + (seen.isEmpty() ? "NOT SEEN" : seen.get(0)));
        return seen.isEmpty() ? 0 : 1;
    }
}
