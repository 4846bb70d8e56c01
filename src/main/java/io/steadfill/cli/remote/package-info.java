/**
 * The same verbs said to a server by HTTP. Starts no Spring.
 */
@NullMarked
package io.steadfill.cli.remote;

import org.jspecify.annotations.NullMarked;
