/**
 * Five hundred calls of every kind: the desk's list, the table and the script's own record say the
 * same.
 */
@NullMarked
package parley.local.prove.ledger;

import org.jspecify.annotations.NullMarked;
