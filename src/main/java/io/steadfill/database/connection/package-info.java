/**
 * From the configuration to a database that is open: URLs, logins, pools, and the dialect that the server asks for. The only room that knows
 * the vendors' rooms.
 */
@NullMarked
package io.steadfill.database.connection;

import org.jspecify.annotations.NullMarked;
