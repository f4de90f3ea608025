/** {@code make prove ONLY=template}. */
@NullMarked
package parley.local.prove.template;

import org.jspecify.annotations.NullMarked;
