/** Which nodes there are: what each takes on, what it has and another lacks, and that it lives. */
@NullMarked
package io.steadfill.cluster.node;

import org.jspecify.annotations.NullMarked;
