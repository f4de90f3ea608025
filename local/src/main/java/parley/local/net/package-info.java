/** The worker half of pg_net, with its weaknesses: one attempt, batches, an unlogged queue. */
@NullMarked
package parley.local.net;

import org.jspecify.annotations.NullMarked;
