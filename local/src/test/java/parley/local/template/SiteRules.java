package parley.local.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parley.local.lambda.PlainYaml;
import parley.local.prove.Proof;

/** The static side. */
final class SiteRules {
    private SiteRules() {}

    static List<String> bucket(Sam template) {
        List<String> wrong = new ArrayList<>();
        template.ofType("AWS::S3::Bucket")
                .forEach((id, it) -> {
                    Map<?, ?> block = PlainYaml.map(it, "PublicAccessBlockConfiguration");
                    if (block.size() != 4 || !block.values().stream().allMatch("true"::equals))
                        wrong.add(id + " may become public");
                });
        template.ofType("AWS::CloudFront::Distribution")
                .forEach((id, it) -> {
                    Object origins = PlainYaml.map(it, "DistributionConfig").get("Origins");
                    for (Object origin : origins instanceof List<?> list ? list : List.of())
                        if (!((Map<?, ?>) origin).containsKey("OriginAccessControlId"))
                            wrong.add(id + " asks an origin that anybody may ask");
                });
        return wrong;
    }

    static List<String> cache(Sam template) {
        List<String> wrong = new ArrayList<>();
        Map<?, ?> config =
                PlainYaml.map(
                        PlainYaml.map(template.resource("ConfigCache"), "Properties"),
                        "CachePolicyConfig");
        if (!"15".equals(config.get("MaxTTL")))
            wrong.add("an answer may be kept " + config.get("MaxTTL"));
        Map<?, ?> function = PlainYaml.map(template.resource("WidgetConfig"), "Properties");
        if (!"AWS_IAM".equals(PlainYaml.map(function, "FunctionUrlConfig").get("AuthType")))
            wrong.add("widget-config answers around the cache");
        return wrong;
    }

    /** The pages' policies are those of the widget's folder; only the addresses are narrower. */
    static List<String> policies(Sam template) {
        List<String> wrong = new ArrayList<>();
        Map<?, ?> headers =
                PlainYaml.map(
                        PlainYaml.map(template.resource("SiteHeaders"), "Properties"),
                        "ResponseHeadersPolicyConfig");
        List<String> texts = new ArrayList<>();
        Sam.walk(
                headers,
                value -> {
                    if (value instanceof String text)
                        texts.add(text.replaceAll("connect-src [^;]*;", "connect-src;"));
                });
        for (String file : List.of("content-security-policy.txt", "permissions-policy.txt"))
            if (!texts.contains(written(file).replaceAll("connect-src [^;]*;", "connect-src;")))
                wrong.add("SiteHeaders does not say what static-widget/public/" + file + " says");
        return wrong;
    }

    private static String written(String file) {
        Path path = Proof.repository().resolve("static-widget/public").resolve(file);
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
