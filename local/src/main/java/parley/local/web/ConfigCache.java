package parley.local.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Endpoint;

/** A shared cache before {@code widget-config}, keyed by path, as long as its answer allows. */
final class ConfigCache implements Endpoint {
    private static final Pattern MAX_AGE = Pattern.compile("\\b(s-maxage|max-age)=(\\d+)");

    private final Endpoint origin;
    private final Clock clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    ConfigCache(Endpoint origin, Clock clock) {
        this.origin = origin;
        this.clock = clock;
    }

    private record Kept(Answer answer, Instant since, Duration life) {}

    void clear() {
        kept.clear();
    }

    @Override
    public Answer answer(Ask ask) throws Exception {
        if (!"GET".equals(ask.method())) {
            return origin.answer(ask);
        }
        Instant now = clock.instant();
        Kept hit = kept.get(ask.path());
        if (hit != null && now.isBefore(hit.since().plus(hit.life()))) {
            long age = Duration.between(hit.since(), now).toSeconds();
            return hit.answer().with(Map.of("Age", String.valueOf(age), "X-Cache", "Hit"));
        }
        Answer fresh = origin.answer(ask);
        Duration life = life(fresh);
        if (fresh.status() == 200 && life.isPositive()) {
            kept.put(ask.path(), new Kept(fresh, now, life));
        }
        return fresh.status() == 0 ? fresh : fresh.with("X-Cache", "Miss");
    }

    /** {@code s-maxage} is meant for shared caches and wins. */
    private static Duration life(Answer answer) {
        String control =
                answer.headers().entrySet().stream()
                        .filter(h -> h.getKey().equalsIgnoreCase("cache-control"))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("");
        long seconds = 0;
        Matcher ages = MAX_AGE.matcher(control);
        while (!control.contains("no-store") && ages.find()) {
            seconds = Long.parseLong(ages.group(2));
            if (ages.group(1).equals("s-maxage")) {
                break;
            }
        }
        return Duration.ofSeconds(seconds);
    }
}
