/** The same product on one machine. Everything listens on loopback. */
@NullMarked
package parley.local;

import org.jspecify.annotations.NullMarked;
