/** Accounts and their tokens: kept in the control database, changed by the desks that administrators ask. */
@NullMarked
package io.steadfill.access.account;

import org.jspecify.annotations.NullMarked;
