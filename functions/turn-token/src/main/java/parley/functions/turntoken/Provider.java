package parley.functions.turntoken;

import parley.functions.turntoken.Grants.Reserved;

/** Somebody who lends a TURN relay. A new one is one file, and a line in {@link Relay#of}. */
interface Provider {
    /** As in parley.relay_prices. */
    String name();

    /**
     * A credential that allocates until {@code lent.expiresAt()} and carries the grant's id where
     * the relay's counter will show it.
     *
     * @param lifeSeconds from now until then
     */
    Credential mint(Reserved lent, int lifeSeconds) throws ProviderTrouble;
}
