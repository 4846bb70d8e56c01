/** Who somebody is: by password, by token, by an identity provider; and what is done about those who guess. For the doors alone. */
@NullMarked
package io.steadfill.access.signin;

import org.jspecify.annotations.NullMarked;
