/** What PostgREST does for {@code POST /rest/v1/rpc/NAME}, asked of the real database. */
@NullMarked
package parley.local.rest;

import org.jspecify.annotations.NullMarked;
