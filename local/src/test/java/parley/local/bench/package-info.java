/** Ours beside the peers, measured in one run: {@code make bench}. */
@NullMarked
package parley.local.bench;

import org.jspecify.annotations.NullMarked;
