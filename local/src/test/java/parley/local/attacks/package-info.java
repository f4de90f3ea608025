/** The product as strangers meet it: what they may send to its public doors, and what it says. */
@NullMarked
package parley.local.attacks;

import org.jspecify.annotations.NullMarked;
