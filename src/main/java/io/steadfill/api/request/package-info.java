/** What requests carry and what is checked of all of them: bodies and their texts, their size, names in the address, pages. For controllers. */
@NullMarked
package io.steadfill.api.request;

import org.jspecify.annotations.NullMarked;
