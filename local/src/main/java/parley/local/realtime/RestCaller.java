package parley.local.realtime;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Who calls the REST endpoint, and what it may write. */
final class RestCaller {
    private final Project project;
    private final Request request;

    RestCaller(Project project, Request request) {
        this.project = project;
        this.request = request;
    }

    /** The bearer token, else the API key. */
    TokenVerdict verdict() {
        String authorization = request.getHeaders().get("authorization");
        String key = request.getHeaders().get("apikey");
        String token = bearerToken(authorization);
        token = token == null ? key : token;
        return project.tokens.verify(token == null ? null : project.tokens.forApiKey(token));
    }

    private static @Nullable String bearerToken(@Nullable String authorization) {
        if (authorization == null) {
            return null;
        }
        String scheme = "bearer ";
        return authorization.toLowerCase(Locale.ROOT).startsWith(scheme)
                ? authorization.substring(scheme.length())
                : null;
    }

    /** Asked each time: nothing is remembered between requests. */
    boolean mayWrite(TokenVerdict.Valid bearer, RoomKey room) throws DatabaseTrouble {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.put(field.getLowerCaseName(), String.valueOf(field.getValue()));
        }
        return project.database()
                .permissions
                .isWritable(Bearer.of(bearer, room.topic(), headers), Permissions.BROADCAST);
    }
}
