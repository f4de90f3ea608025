/** From a function URL's event to a request, and from a reply back to it. */
@NullMarked
package parley.edge.http;

import org.jspecify.annotations.NullMarked;
