/** What we are made of that others wrote: listed, pinned, and fetched without running any of it. */
@NullMarked
package parley.local.supply;

import org.jspecify.annotations.NullMarked;
