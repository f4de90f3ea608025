/**
 * Where the world comes in: HTTP, JSON, SQL, time, secrets. Failures become {@code Rejected}
 * (theirs) or exceptions (ours). Nothing here decides.
 */
@NullMarked
package parley.edge;

import org.jspecify.annotations.NullMarked;
