/**
 * Coverage-guided fuzzing of each border: one class per border, in jazzer's shape ({@code
 * fuzzerTestOneInput}); what is kept of its inputs is replayed by every {@code make test}.
 */
@NullMarked
package parley.local.fuzz;

import org.jspecify.annotations.NullMarked;
