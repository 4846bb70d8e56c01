/** What this process tells those who watch it: traces of chunks, health, logs as JSON. Listens; nobody knows it. */
@NullMarked
package io.steadfill.metrics;

import org.jspecify.annotations.NullMarked;
