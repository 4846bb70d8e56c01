/**
 * The protocol of one chunk: how large it is, when it may begin, its transaction, and what happens when that fails. {@link PartitionWorker} is
 * the way in.
 */
@NullMarked
package io.steadfill.chunk;

import org.jspecify.annotations.NullMarked;
