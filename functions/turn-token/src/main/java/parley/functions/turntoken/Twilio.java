package parley.functions.turntoken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.twilio.exception.ApiConnectionException;
import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Token;
import com.twilio.type.IceServer;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import parley.core.relay.RelayDecision.Reason;
import parley.functions.turntoken.Grants.Reserved;

/**
 * Twilio's Network Traversal tokens. Secret: {@code account_sid} and {@code api_key} with {@code
 * api_secret}. Nothing of ours is in a token: Twilio counts per account, and revokes none.
 */
final class Twilio implements Provider {
    private final TwilioHttp http;
    private final ProviderSecret secret;

    Twilio(TwilioHttp http, ProviderSecret secret) {
        this.http = http;
        this.secret = secret;
    }

    @Override
    public String name() {
        return "twilio";
    }

    @Override
    public Credential mint(Reserved lent, int lifeSeconds) throws ProviderTrouble {
        var account = secret.text("account_sid");
        var client =
                new TwilioRestClient.Builder(secret.text("api_key"), secret.text("api_secret"))
                        .accountSid(account)
                        .httpClient(http)
                        .build();
        try {
            return read(Token.creator(account).setTtl(lifeSeconds).create(client));
        } catch (ApiException e) {
            throw new ProviderTrouble(reason(e));
        } catch (ApiConnectionException e) {
            throw new ProviderTrouble(ofTheNetwork(e));
        } catch (RuntimeException e) {
            // whatever its JSON reader says of what it could not read
            throw new ProviderTrouble(Reason.PROVIDER_GARBLED);
        }
    }

    private static Credential read(Token token) throws ProviderTrouble {
        List<String> urls = new ArrayList<>();
        List<IceServer> servers = token.getIceServers();
        if (servers == null) throw new ProviderTrouble(Reason.PROVIDER_GARBLED);
        for (var server : servers) if (server.getUrls() != null) urls.add(server.getUrls());
        return new Credential(Servers.of(urls, token.getUsername(), token.getPassword()), null);
    }

    /**
     * Of a broken connection and of JSON it cannot read the library says the same, without status.
     */
    private static Reason reason(ApiException e) {
        var status = e.getStatusCode();
        if (status == null)
            return e.getCause() instanceof JsonProcessingException
                    ? Reason.PROVIDER_GARBLED
                    : ofTheNetwork(e);
        if (status == 429) return Reason.PROVIDER_BUSY;
        return status >= 500 ? Reason.PROVIDER_FAILED : Reason.PROVIDER_REFUSED;
    }

    private static Reason ofTheNetwork(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause())
            if (cause instanceof SocketTimeoutException) return Reason.PROVIDER_SLOW;
        return Reason.PROVIDER_FAILED;
    }
}
