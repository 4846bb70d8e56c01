/** All jobs from expand to contract: each one's stages, and what comes next. For doors that show jobs side by side. */
@NullMarked
package io.steadfill.desk.board;

import org.jspecify.annotations.NullMarked;
