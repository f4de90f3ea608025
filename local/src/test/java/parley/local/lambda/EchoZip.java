package parley.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import parley.local.lambda.handler.EchoHandler;

/** A template with one function and its zip, made of the compiled test handler. */
final class EchoZip {
    private EchoZip() {}

    static Path template(Path folder) throws IOException {
        Path zip = folder.resolve("functions/echo/target/echo.zip");
        Files.createDirectories(zip.getParent());
        String entry = EchoHandler.class.getName().replace('.', '/') + ".class";
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                InputStream in = EchoHandler.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new ZipEntry(entry));
            in.transferTo(out);
            out.closeEntry();
        }
        return Files.writeString(
                folder.resolve("template.yaml"),
                """
                Parameters:
                  Greeting: {Type: String, Default: hello}
                Globals:
                  Function:
                    Runtime: java25
                    MemorySize: 1024
                    Environment: {Variables: {PARLEY_ISSUER: !Ref Issuer}}
                Resources:
                  Echo:
                    Type: AWS::Serverless::Function
                    Properties:
                      CodeUri: functions/echo/target/echo.zip
                      Handler: parley.local.lambda.handler.EchoHandler::handleRequest
                      Timeout: 1
                      Policies: [!Sub 'arn:${AWS::Partition}:x']
                      Environment:
                        Variables: {GREETING: !Ref Greeting, PARLEY_SECRET: !Ref Secret}
                      FunctionUrlConfig:
                        AuthType: NONE
                        Cors: {AllowOrigins: ['*'], AllowMethods: [POST], AllowHeaders: [content-type], MaxAge: 600}
                      Events:
                        EachMinute: {Type: Schedule, Properties: {Schedule: rate(1 minute)}}
                """);
    }
}
