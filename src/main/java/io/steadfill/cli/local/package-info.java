/**
 * A command done in this process: Spring started for it, on the configuration or on the PostgreSQL in the jar, runs worked here, and the
 * server that lasts until Ctrl-C.
 */
@NullMarked
package io.steadfill.cli.local;

import org.jspecify.annotations.NullMarked;
