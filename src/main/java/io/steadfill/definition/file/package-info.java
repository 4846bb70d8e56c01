/**
 * The reading of {@code job.yaml}: checked against the schema and against what no schema can say, to a definition or to every complaint in one go.
 * {@link Jobs} and {@link JobFile} are the doors.
 */
@NullMarked
package io.steadfill.definition.file;

import org.jspecify.annotations.NullMarked;
