/** Visitors and agents without a browser: they come in by the real doors, over HTTP. */
@NullMarked
package parley.local.prove.people;

import org.jspecify.annotations.NullMarked;
