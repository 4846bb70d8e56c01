/**
 * Results as texts to read and as JSON: tables, facts, runs, numbers and times. Prints nothing.
 */
@NullMarked
package io.steadfill.cli.text;

import org.jspecify.annotations.NullMarked;
