/** A visitor asks for a call, or to be called back. */
@NullMarked
package parley.functions.callrequest;

import org.jspecify.annotations.NullMarked;
