/**
 * Who may do what: an operator, the roles that were given to him, and who sent the request at hand. The only room that knows Spring Security.
 */
@NullMarked
package io.steadfill.access;

import org.jspecify.annotations.NullMarked;
