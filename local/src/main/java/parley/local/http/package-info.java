/** A request read whole, an answer written whole, and a server on loopback between them. */
@NullMarked
package parley.local.http;

import org.jspecify.annotations.NullMarked;
