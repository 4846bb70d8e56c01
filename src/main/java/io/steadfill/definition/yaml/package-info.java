/**
 * A file of YAML 1.2 as a tree in which each piece has its place, and what is complained of there. Knows no job: {@link Complaint} is for everybody, the
 * rest for those who read job files.
 */
@NullMarked
package io.steadfill.definition.yaml;

import org.jspecify.annotations.NullMarked;
