/**
 * What a function plays through before its snapshot is taken (AWS Lambda SnapStart): the whole way
 * of a request, on a stage with a database, secrets and keys of its own. Nothing of the real world
 * is asked, so nothing of it is in the snapshot.
 */
@NullMarked
package parley.edge.stage;

import org.jspecify.annotations.NullMarked;
