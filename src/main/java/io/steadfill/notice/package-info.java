/** Tells people and other systems what happened to runs: webhooks and e-mail, at least once each. */
@NullMarked
package io.steadfill.notice;

import org.jspecify.annotations.NullMarked;
