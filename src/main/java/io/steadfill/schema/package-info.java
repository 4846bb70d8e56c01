/** Companion migrations: expand, contract and undo, by an executor over one ledger. */
@NullMarked
package io.steadfill.schema;

import org.jspecify.annotations.NullMarked;
