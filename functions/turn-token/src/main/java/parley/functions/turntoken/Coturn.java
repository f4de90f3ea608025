package parley.functions.turntoken;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import parley.core.relay.RelayDecision.Reason;
import parley.functions.turntoken.Grants.Reserved;

/**
 * coturn's time-limited credentials ({@code use-auth-secret}, draft-uberti-behave-turn-rest-00):
 * user name {@code expiry:grant}, password the HMAC-SHA1 of it. No network.
 */
final class Coturn implements Provider {
    private final List<String> urls;
    private final ProviderSecret secret;

    Coturn(List<String> urls, ProviderSecret secret) {
        this.urls = List.copyOf(urls);
        this.secret = secret;
    }

    @Override
    public String name() {
        return "coturn";
    }

    @Override
    public Credential mint(Reserved lent, int lifeSeconds) throws ProviderTrouble {
        var user = lent.expiresAt() + ":" + lent.grantId();
        var password = sign(secret.text("secret"), user);
        if (urls.isEmpty()) throw new ProviderTrouble(Reason.PROVIDER_FAILED);
        return new Credential(urls.stream().map(url -> turn(url, user, password)).toList(), null);
    }

    private static IceServer turn(String url, String user, String password) {
        return new IceServer.Turn(url, user, password);
    }

    static String sign(String secret, String user) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            byte[] signed = mac.doFinal(user.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA1 is part of every JDK", e);
        }
    }
}
