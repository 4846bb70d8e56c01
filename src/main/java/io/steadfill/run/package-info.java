/**
 * What operators say: the verbs over runs, plans, waivers and companion scripts. Every door goes through them.
 */
@NullMarked
package io.steadfill.run;

import org.jspecify.annotations.NullMarked;
