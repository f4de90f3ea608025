package parley.core.session;

import java.util.UUID;

/** Who a visitor's token says he is. */
public record Visitor(UUID id, UUID tenant, UUID session) {}
