/** Sample data and the main job end to end on an embedded PostgreSQL. */
@NullMarked
package io.steadfill.demo;

import org.jspecify.annotations.NullMarked;
