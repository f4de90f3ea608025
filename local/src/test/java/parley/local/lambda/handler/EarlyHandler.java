package parley.local.lambda.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A function with the mistake that snapshots punish: it draws its id when it starts. */
public final class EarlyHandler implements RequestStreamHandler {
    private final UUID id = UUID.randomUUID();

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        var answer = "{\"statusCode\":200,\"body\":\"" + id + "\"}";
        out.write(answer.getBytes(StandardCharsets.UTF_8));
    }
}
