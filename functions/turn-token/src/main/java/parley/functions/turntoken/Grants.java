package parley.functions.turntoken;

import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.core.relay.RelayDecision;
import parley.core.relay.RelayDecision.Direct;
import parley.core.relay.RelayDecision.Mint;
import parley.core.relay.RelayDecision.Reason;
import parley.core.relay.RelayFacts;
import parley.core.relay.RelayPolicy;
import parley.edge.secret.Opaque;
import parley.edge.sql.Database;
import parley.edge.sql.Transaction;

/** Relay grants: what was lent to whom, with its worst case. */
final class Grants {
    private final Database database;

    Grants(Database database) {
        this.database = database;
    }

    /** A decision with what it rested on; {@code lent} is there when it is a mint. */
    record Redeemed(RelayDecision decision, @Nullable RelayFacts facts, @Nullable Reserved lent) {}

    /** What the database wrote down. */
    record Reserved(UUID grantId, long expiresAt) {}

    /**
     * Facts, decision and reservation under one lock: of two that ask at once, the second sees what
     * the first was given.
     *
     * @param hindrance why no provider could be asked now, or null
     */
    Redeemed redeem(String ticket, String provider, @Nullable Reason hindrance)
            throws SQLException {
        byte[] hash = Opaque.hash(ticket);
        return database.inTransaction(it -> redeem(it, hash, provider, hindrance));
    }

    private static Redeemed redeem(
            Transaction transaction, byte[] hash, String provider, @Nullable Reason hindrance)
            throws SQLException {
        var known = transaction.act("select parley.relay_facts(?)", (Object) hash);
        var facts = known == null ? null : known.as(RelayFacts.class);
        var decision = RelayPolicy.decide(facts);
        if (!(decision instanceof Mint mint)) return new Redeemed(decision, facts, null);
        if (hindrance != null) return new Redeemed(new Direct(hindrance), facts, null);
        var lent =
                transaction.act(
                        "select parley.reserve_relay(?, ?, ?, ?, ?)",
                        hash,
                        provider,
                        mint.lifeMs(),
                        mint.rate(),
                        mint.reserved());
        return lent == null
                ? new Redeemed(new Direct(Reason.NOT_ENTITLED), facts, null)
                : new Redeemed(mint, facts, lent.as(Reserved.class));
    }

    /** The provider gave nothing: nothing is charged. */
    void release(UUID grant, Reason failure) throws SQLException {
        database.act("select parley.release_relay(?, ?)", grant, failure.toString());
    }

    /** By this name the provider can be told to take it back. */
    void name(UUID grant, String user) throws SQLException {
        database.act("select parley.name_relay(?, ?)", grant, user);
    }
}
