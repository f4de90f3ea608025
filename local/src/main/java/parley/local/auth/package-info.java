/** The endpoints of Supabase Auth that its own client needs, over {@code auth.users}. */
@NullMarked
package parley.local.auth;

import org.jspecify.annotations.NullMarked;
