package io.steadfill.verify;

import io.steadfill.database.ChunkSql;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** A table in memory with a whole number as its key, of which only the bounds of ranges can be asked. */
public final class NumberedRows {

    private final NavigableSet<Integer> keys = new TreeSet<>();

    public NumberedRows with(int key) {
        keys.add(key);
        return this;
    }

    public ChunkSql sql() {
        return (ChunkSql) Proxy.newProxyInstance(
                ChunkSql.class.getClassLoader(), new Class<?>[] {ChunkSql.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("upperBound")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return in((KeyRange) arguments[1]).stream()
                            .skip((int) arguments[2] - 1L)
                            .findFirst()
                            .map(NumberedRows::key)
                            .orElse(null);
                });
    }

    public NavigableSet<Integer> in(KeyRange range) {
        int after = range.after() == null ? Integer.MIN_VALUE : number(range.after());
        int upTo = range.upTo() == null ? Integer.MAX_VALUE : number(range.upTo());
        return after >= upTo ? new TreeSet<>() : keys.subSet(after, false, upTo, true);
    }

    public static Key key(int number) {
        return new Key(List.of("id"), List.of(Integer.toString(number)));
    }

    private static int number(Key key) {
        return Integer.parseInt(key.values().get(0));
    }
}
