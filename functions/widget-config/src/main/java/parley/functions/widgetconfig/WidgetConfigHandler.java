package parley.functions.widgetconfig;

import java.sql.SQLException;
import java.time.Clock;
import parley.core.PublicKey;
import parley.edge.Rejected;
import parley.edge.Settings;
import parley.edge.http.Endpoint;
import parley.edge.http.Reply;
import parley.edge.http.Request;
import parley.edge.secret.Secrets;
import parley.edge.sql.Database;
import parley.edge.stage.Rehearsal;

/** {@code GET /config/<tenant's key>}: public and the same for everybody, so caches may keep it. */
public final class WidgetConfigHandler extends Endpoint {
    private static final String SHARED_FOR_SECONDS = "public, max-age=15, s-maxage=15";

    private final Settings settings;
    private final Database database;

    public WidgetConfigHandler() {
        this(Settings.fromEnvironment(), Clock.systemUTC());
        joinSnapshots();
    }

    public WidgetConfigHandler(Settings settings, Clock clock) {
        super("widget-config", "GET");
        this.settings = settings;
        this.database =
                new Database("widget-config", settings, new Secrets(settings, clock), clock);
    }

    @Override
    protected Rehearsal rehearsal() {
        return Script.of(settings -> new WidgetConfigHandler(settings, Clock.systemUTC()));
    }

    @Override
    public void wake() throws SQLException {
        database.open();
    }

    @Override
    protected Reply answer(Request request) throws SQLException {
        var key = request.lastSegment();
        if (!PublicKey.isSpelled(key)) throw Rejected.notFound("unknown_tenant");
        var known = database.ask("select parley.widget_config(?)", key);
        if (known == null) throw Rejected.notFound("unknown_tenant");
        var facts = known.as(WidgetFacts.class);
        request.log().tenant(facts.tenant().id());
        return Reply.ok("config", Config.of(facts, settings))
                .with("cache-control", SHARED_FOR_SECONDS);
    }
}
