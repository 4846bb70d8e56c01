/** May the run go on now? Signals, each in a small file, joined by AllOf. */
@NullMarked
package io.steadfill.throttle;

import org.jspecify.annotations.NullMarked;
