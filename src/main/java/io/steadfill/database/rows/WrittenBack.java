package io.steadfill.database.rows;

import io.steadfill.keyset.Key;
import java.util.List;

/**
 * What became of rows written back.
 *
 * @param written rows changed
 * @param lost how many somebody changed, moved or deleted since they were read
 * @param unchanged keys of rows that still match the to-do predicate after their change
 */
public record WrittenBack(int written, int lost, List<Key> unchanged) {}
