/** Who is a visitor, and by which of the two doors does a chat session enter? */
@NullMarked
package parley.core.session;

import org.jspecify.annotations.NullMarked;
