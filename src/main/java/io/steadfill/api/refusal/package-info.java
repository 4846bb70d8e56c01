/**
 * Refusals as problem documents, whoever refused: a handler, Spring, or the web server before both; and the page that each problem's type
 * leads to.
 */
@NullMarked
package io.steadfill.api.refusal;

import org.jspecify.annotations.NullMarked;
