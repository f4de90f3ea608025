/**
 * What tests of every function need: events as a function URL sends them, secrets as its neighbour
 * keeps them.
 */
@NullMarked
package parley.testing;

import org.jspecify.annotations.NullMarked;
