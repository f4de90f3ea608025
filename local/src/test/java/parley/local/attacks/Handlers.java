package parley.local.attacks;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import parley.functions.calloutcome.CallOutcomeHandler;
import parley.functions.callrequest.CallRequestHandler;
import parley.functions.callsweep.CallSweepHandler;
import parley.functions.turntoken.TurnTokenHandler;
import parley.functions.visitorsession.VisitorSessionHandler;
import parley.functions.widgetconfig.WidgetConfigHandler;
import parley.local.stack.Stack;
import parley.local.tokens.ProjectKeys;
import parley.testing.SecretsManager;

/**
 * The real handlers in this process, over a stack's real Postgres: for what would be too slow, or
 * comes from addresses that this machine does not have.
 */
public final class Handlers implements AutoCloseable {
    /** What every provider's driver finds its own part in. */
    public static final String RELAY =
            """
            {"secret": "north", "account_sid": "AC00000000000000000000000000000000", "api_key": "SKcanary",\
             "api_secret": "canary-of-twilio", "key_id": "0123456789abcdef", "api_token": "canary-of-cloudflare"}\
            """;

    private final SecretsManager aws = new SecretsManager();
    private final Map<String, String> settings = new LinkedHashMap<>();

    public Handlers(Stack stack) {
        settings.put("PARLEY_DATABASE_URL", stack.addresses().jdbc());
        settings.put("PARLEY_DATABASE_USER", "parley_functions");
        settings.put("PARLEY_DATABASE_SECRET", "parley/database");
        settings.put("PARLEY_SIGNING_SECRET", "parley/signing-key");
        settings.put("PARLEY_SOURCE_SECRET", "parley/source-key");
        settings.put("PARLEY_WEBHOOK_SECRET", "parley/webhook");
        settings.put("PARLEY_RELAY_SECRET", "parley/relay");
        settings.put("PARLEY_ISSUER", stack.addresses().web());
        settings.put("PARLEY_JWKS", stack.keys().issuer().jwks());
        settings.put("PARLEY_SUPABASE_URL", stack.addresses().supabase());
        settings.put("PARLEY_SUPABASE_KEY", ProjectKeys.LOCAL.publishable());
        for (String function : new String[] {"VISITOR_SESSION", "CALL_REQUEST", "TURN_TOKEN"}) {
            settings.put("PARLEY_" + function + "_URL", stack.addresses().functions());
        }
        aws.secrets.put("parley/database", "{\"password\":\"local\"}");
        aws.secrets.put("parley/signing-key", stack.keys().issuer().privateJwk());
        aws.secrets.put("parley/source-key", stack.keys().source());
        relaySecret(RELAY);
        aws.secrets.put("parley/webhook", "{\"secrets\":[\"" + stack.keys().webhook() + "\"]}");
    }

    /** The relay's secret is exchanged: what reads it anew gets this. */
    public void relaySecret(String json) {
        aws.secrets.put("parley/relay", json);
    }

    /** The same with one thing set up otherwise. */
    public Handlers with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    public RequestStreamHandler callRequest() {
        return new CallRequestHandler(aws.settings(settings), Clock.systemUTC());
    }

    public RequestStreamHandler visitorSession() {
        return new VisitorSessionHandler(aws.settings(settings), Clock.systemUTC());
    }

    public RequestStreamHandler turnToken() {
        return new TurnTokenHandler(aws.settings(settings), Clock.systemUTC());
    }

    public RequestStreamHandler callSweep() {
        return new CallSweepHandler(aws.settings(settings), Clock.systemUTC());
    }

    public RequestStreamHandler callOutcome() {
        return new CallOutcomeHandler(aws.settings(settings), Clock.systemUTC());
    }

    public RequestStreamHandler widgetConfig() {
        return new WidgetConfigHandler(aws.settings(settings), Clock.systemUTC());
    }

    @Override
    public void close() {
        aws.close();
    }
}
