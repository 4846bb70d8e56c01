/** Who may do what: people and tokens, their roles, and the web's security. The only room that knows Spring Security. */
@NullMarked
package io.steadfill.access;

import org.jspecify.annotations.NullMarked;
