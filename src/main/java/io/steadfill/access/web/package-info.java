/**
 * The doors of the web, one filter chain each: what machines, probes and people have to show, and what those are told who are not let in.
 */
@NullMarked
package io.steadfill.access.web;

import org.jspecify.annotations.NullMarked;
