package parley.local.lambda;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import parley.local.http.Ask;

/** Whether a request is signed as AWS wants it (IAM guide, "AWS Signature Version 4"). */
final class SigV4 {
    private static final Pattern HEADER =
            Pattern.compile(
                    "AWS4-HMAC-SHA256 Credential=([^/]+)/((\\d{8})/([^/]+)/([^/]+)/aws4_request),"
                            + " *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})");

    private SigV4() {}

    static boolean signs(Ask ask, String key, String secret) {
        Matcher said = HEADER.matcher(ask.headers().getOrDefault("authorization", ""));
        return said.matches()
                && said.group(1).equals(key)
                && MessageDigest.isEqual(
                        said.group(7).getBytes(StandardCharsets.US_ASCII),
                        signature(ask, said, secret).getBytes(StandardCharsets.US_ASCII));
    }

    private static String signature(Ask ask, Matcher said, String secret) {
        String toSign =
                "AWS4-HMAC-SHA256\n"
                        + ask.headers().getOrDefault("x-amz-date", "")
                        + "\n"
                        + said.group(2)
                        + "\n"
                        + hex(sha256(canonical(ask, said.group(6))));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part :
                new String[] {said.group(3), said.group(4), said.group(5), "aws4_request"})
            key = hmac(key, part);
        return hex(hmac(key, toSign));
    }

    private static byte[] canonical(Ask ask, String signed) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : signed.split(";", -1))
            headers.put(name, ask.headers().getOrDefault(name, "").strip());
        StringBuilder all = new StringBuilder();
        all.append(ask.method()).append('\n').append(ask.path()).append('\n');
        all.append(ask.query()).append('\n');
        headers.forEach((name, value) -> all.append(name).append(':').append(value).append('\n'));
        all.append('\n').append(signed).append('\n').append(hex(sha256(ask.body())));
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] data) {
        return HexFormat.of().formatHex(data);
    }
}
