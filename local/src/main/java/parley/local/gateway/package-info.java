/** The one public address of a Supabase project, as its gateway makes it of several servers. */
@NullMarked
package parley.local.gateway;

import org.jspecify.annotations.NullMarked;
