package parley.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What cfn-lint does not know of us, asked of the template as it is written. */
final class Rules {
    /** Each rule and what it finds wrong. */
    private static final Map<String, Function<Sam, List<String>>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("parameters are described and bounded", ParameterRules::bounded);
        ALL.put("parameters are used", ParameterRules::used);
        ALL.put("the pooler's port and TLS are not optional", ParameterRules::database);
        ALL.put("outputs are described and complete", ParameterRules::outputs);
        ALL.put("names begin with the stack's", NameRules::named);
        ALL.put("the sweep comes each minute", NameRules::schedule);
        ALL.put("snapshots are possible", FunctionRules::snapshots);
        ALL.put("memory and time are possible", FunctionRules::sized);
        ALL.put("open origins come without credentials", FunctionRules::cors);
        ALL.put("concurrency is reserved, config and calls apart", FunctionRules::reserved);
        ALL.put("the built zip is what is deployed", NameRules::zips);
        ALL.put("each log group ends", FunctionRules::logs);
        ALL.put("no wildcard in a role", RoleRules::wildcards);
        ALL.put("no right that nobody uses", RoleRules::rights);
        ALL.put("a role reads what its function names", RoleRules::secrets);
        ALL.put("a role names nothing that may not be there", RoleRules::optional);
        ALL.put("one reader of the signing key", RoleRules::signing);
        ALL.put("secrets outlive the stack and are not written here", RoleRules::kept);
        ALL.put("alarms ring, on metrics that exist", AlarmRules::ring);
        ALL.put("the bucket is private", SiteRules::bucket);
        ALL.put(
                "config is cached a quarter of a minute, behind CloudFront alone",
                SiteRules::cache);
        ALL.put("pages have their policies", SiteRules::policies);
    }

    private Rules() {}

    static int count() {
        return ALL.size();
    }

    /** Everything wrong, each with the rule that says so. */
    static List<String> broken(Sam template) {
        List<String> all = new ArrayList<>();
        ALL.forEach(
                (name, rule) -> rule.apply(template).forEach(what -> all.add(name + ": " + what)));
        return all;
    }
}
