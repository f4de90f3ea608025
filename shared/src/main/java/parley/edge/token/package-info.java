/** Signed words from outside: who may believe which, and for how long. */
@NullMarked
package parley.edge.token;

import org.jspecify.annotations.NullMarked;
