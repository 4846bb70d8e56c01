package io.steadfill.database.mysql.chunks;

import io.steadfill.database.Cut;
import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Table;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.KeyRange;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ends chunks by the bytes that they would bring into Java, where the types of the columns read allow for long values. */
final class InnoDbWidth {

    private static final Pattern LENGTH = Pattern.compile("(?:var)?(?:char|binary)\\((\\d+)\\).*");

    /** Longer than this a column is measured; a thousand rows of it make four megabytes. */
    private static final int CHARACTERS_MAX = 1_000;

    private final InnoDbKeys keys;
    private final Table table;
    private final Dialect dialect;
    private final String alias;
    private final String walk;

    /** @param walk the table for a FROM clause, read by its key's index */
    InnoDbWidth(Dialect dialect, Table table, InnoDbKeys keys, String walk) {
        this.dialect = dialect;
        this.table = table;
        this.keys = keys;
        this.alias = dialect.quote(table.name().table());
        this.walk = walk;
    }

    boolean isWide(List<Identifier> columns) {
        return columns.stream().map(table::require).anyMatch(InnoDbWidth::isLong);
    }

    private static boolean isLong(Column column) {
        String type = column.type().toLowerCase(Locale.ROOT);
        Matcher length = LENGTH.matcher(type);
        return switch (column.category()) {
            case TEXT, BINARY ->
                length.matches() ? Integer.parseInt(length.group(1)) > CHARACTERS_MAX : !type.startsWith("tiny");
            case JSON -> true;
            case OTHER -> !type.startsWith("bit") && !type.startsWith("enum") && !type.startsWith("set");
            case INTEGER, UNSIGNED, DECIMAL, FLOAT, UUID, DATE, TIME, TIMESTAMP, BOOLEAN -> false;
        };
    }

    @Nullable
    Cut cut(Session session, KeyRange rest, int rows, Fragment condition, List<Identifier> columns, long bytesMax) {
        Fragment in = keys.in(rest);
        StringJoiner texts = new StringJoiner(", ");
        StringJoiner order = new StringJoiner(", ");
        StringJoiner inner = new StringJoiner(", ");
        List<Column> keyColumns = table.keyset().columns();
        for (int i = 0; i < keyColumns.size(); i++) {
            texts.add(InnoDbValues.text(keyColumns.get(i), "sf_k" + i));
            order.add("sf_k" + i);
            inner.add(keys.column(keyColumns.get(i)) + " as sf_k" + i);
        }
        Fragment first = Fragment.join(
                "select " + inner + ", case when (" + condition.sql() + ") then " + bytes(columns)
                        + " else 0 end as sf_bytes from " + walk + " where " + in.sql() + " order by " + keys.list()
                        + " limit :sf_rows_max",
                in,
                condition);
        String summed = "select r.*, row_number() over (order by " + order + ") as sf_n, sum(sf_bytes) over (order by "
                + order + " rows unbounded preceding) as sf_sum, count(*) over () as sf_all from (" + first.sql()
                + ") r";
        return Cut.first(
                session,
                Fragment.join(
                                "select " + texts + ", sf_n, sf_all from (" + summed
                                        + ") s where sf_n = 1 or sf_sum <= :sf_bytes_max order by sf_n desc limit 1",
                                first)
                        .with("sf_rows_max", rows)
                        .with("sf_bytes_max", bytesMax),
                keys.names(),
                rows);
    }

    private String bytes(List<Identifier> columns) {
        StringJoiner sum = new StringJoiner(" + ");
        for (Identifier name : columns) {
            Column column = table.require(name);
            sum.add(
                    isLong(column)
                            ? "coalesce(octet_length(" + InnoDbValues.text(column, alias + "." + dialect.quote(name))
                                    + "), 0)"
                            : "16");
        }
        return sum.toString();
    }
}
