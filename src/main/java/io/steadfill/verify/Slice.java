package io.steadfill.verify;

import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * One partition as the target has it.
 *
 * @param name how a complaint names it
 * @param at the last key that is done; null at the beginning
 */
public record Slice(String name, KeyRange range, @Nullable Key at, boolean done) {}
