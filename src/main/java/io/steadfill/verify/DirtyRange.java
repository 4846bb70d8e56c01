package io.steadfill.verify;

import io.steadfill.keyset.KeyRange;

/** A range in which rows are left to do. */
public record DirtyRange(KeyRange range, long rows) {}
