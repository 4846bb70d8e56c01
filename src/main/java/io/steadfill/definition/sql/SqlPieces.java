package io.steadfill.definition.sql;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.SqlText;
import io.steadfill.definition.Vendor;
import io.steadfill.definition.yaml.Complaints;
import io.steadfill.definition.yaml.Place;
import io.steadfill.definition.yaml.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pieces of SQL of one job file, each checked when it is read, and again for the vendor that is to run it. */
public final class SqlPieces {

    private final String text;
    private final Collection<String> parameters;
    private final List<Piece> pieces = new ArrayList<>();
    private boolean readsOtherTables;

    /** @param parameters the names that may stand after a colon */
    public SqlPieces(String text, Collection<String> parameters) {
        this.text = text;
        this.parameters = List.copyOf(parameters);
    }

    private record Piece(Tree at, SqlText sql) {}

    /** Whether {@code where} or an expression of the work read so far reads more than the row. */
    public boolean readsOtherTables() {
        return readsOtherTables;
    }

    /** Columns with their expressions; what is no expression is left out after a complaint. */
    public Map<Identifier, SqlText> columns(@Nullable Tree at, Complaints complaints) {
        Map<Identifier, SqlText> columns = new LinkedHashMap<>();
        if (at instanceof Tree.Mapping mapping) {
            mapping.values().forEach((name, value) -> {
                SqlText sql = read(value, complaints);
                if (sql != null && Names.isValid(name)) {
                    columns.put(new Identifier(name), sql);
                }
            });
        }
        return columns;
    }

    /** The remedy of a waiver runs under its row's lock, so that it may read other tables without more. */
    public Map<Identifier, SqlText> remedy(@Nullable Tree at, Complaints complaints) {
        boolean before = readsOtherTables;
        Map<Identifier, SqlText> columns = columns(at, complaints);
        readsOtherTables = before;
        return columns;
    }

    /** One SQL text, or null where there is none or it is refused for another reason. */
    @Nullable
    public SqlText read(@Nullable Tree at, Complaints complaints) {
        SqlText sql = null;
        if (at instanceof Tree.Scalar scalar && scalar.kind() != Tree.Kind.EMPTY) {
            sql = SqlText.of(scalar.text().strip());
            complainOfWords(scalar, complaints);
            common(scalar, complaints);
        } else if (at instanceof Tree.Mapping mapping) {
            sql = byVendor(mapping, complaints);
        }
        if (sql != null && at != null) {
            pieces.add(new Piece(at, sql));
        }
        return sql;
    }

    private @Nullable SqlText byVendor(Tree.Mapping mapping, Complaints complaints) {
        Map<Vendor, String> texts = new EnumMap<>(Vendor.class);
        for (Vendor vendor : Vendor.values()) {
            if (mapping.get(vendor.key()) instanceof Tree.Scalar scalar && scalar.kind() != Tree.Kind.EMPTY) {
                texts.put(vendor, scalar.text().strip());
                complainOfWords(scalar, complaints);
                one(scalar, SqlGrammar.of(vendor), complaints);
            }
        }
        return texts.isEmpty() ? null : new SqlText(null, texts);
    }

    /** A text for every vendor must be right for one of them at least; which one it runs on is known later. */
    private void common(Tree.Scalar at, Complaints complaints) {
        List<SqlFault> postgres = faults(at, SqlGrammar.POSTGRESQL);
        List<SqlFault> mySql = faults(at, SqlGrammar.MYSQL);
        if (!postgres.isEmpty() && !mySql.isEmpty() && !complaints.has(at.path())) {
            List<SqlFault> both = postgres.stream().filter(mySql::contains).toList();
            complain(at, both.isEmpty() ? postgres : both, complaints);
        }
        for (SqlGrammar grammar : SqlGrammar.values()) {
            look(at, grammar);
        }
    }

    private void one(Tree.Scalar at, SqlGrammar grammar, Complaints complaints) {
        complain(at, faults(at, grammar), complaints);
        look(at, grammar);
    }

    private void look(Tree.Scalar at, SqlGrammar grammar) {
        readsOtherTables |= new Expression(SqlLexer.lex(at.text(), grammar).tokens()).readsOtherTables();
    }

    private List<SqlFault> faults(Tree.Scalar at, SqlGrammar grammar) {
        return ExpressionCheck.faults(at.text(), grammar, parameters);
    }

    private void complainOfWords(Tree.Scalar at, Complaints complaints) {
        String word = Tree.Scalar.bool(at.text());
        if (at.isPlain() && at.kind() == Tree.Kind.TEXT && word != null) {
            complaints.add(
                    at,
                    at.shown() + " is a text in YAML 1.2, and so would be a column's name in SQL",
                    "write " + word + ", or '" + at.text() + "' in single and double quotes for a text: \"'" + at.text()
                            + "'\"");
        }
    }

    /** What is missing or refused on one vendor. */
    public void check(Vendor vendor, Complaints complaints) {
        for (Piece piece : pieces) {
            if (!piece.sql().covers(vendor)) {
                complaints.add(
                        piece.at(),
                        "'" + piece.at().path() + "' has no SQL for " + vendor.key(),
                        "add a line '" + vendor.key() + ": ...' to it");
            } else if (piece.at() instanceof Tree.Scalar scalar) {
                complain(scalar, onVendor(scalar, SqlGrammar.of(vendor)), complaints);
            }
        }
    }

    private List<SqlFault> onVendor(Tree.Scalar at, SqlGrammar grammar) {
        Stream<SqlFault> misread =
                grammar == SqlGrammar.MYSQL ? ExpressionCheck.misreadings(at.text()).stream() : Stream.empty();
        return Stream.concat(faults(at, grammar).stream(), misread).toList();
    }

    private void complain(Tree.Scalar at, List<SqlFault> faults, Complaints complaints) {
        for (SqlFault fault : faults) {
            complaints.add(place(at, fault), at.path(), "'" + at.path() + "': " + fault.message(), fault.cure());
        }
    }

    /** The fault's text is searched in the file, because quotes, blocks and line folds move what follows them. */
    private Place place(Tree.Scalar at, SqlFault fault) {
        int times =
                count(at.text().substring(0, Math.min(fault.start(), at.text().length())), fault.text());
        int index = fault.text().isEmpty()
                ? -1
                : text.indexOf(fault.text(), at.place().start());
        for (int i = 0; i < times && index >= 0; i++) {
            index = text.indexOf(fault.text(), index + 1);
        }
        return index >= 0 && index < at.place().end() ? Place.of(text, index) : at.place();
    }

    private static int count(String text, String part) {
        int times = 0;
        for (int i = text.indexOf(part); i >= 0 && !part.isEmpty(); i = text.indexOf(part, i + 1)) {
            times++;
        }
        return times;
    }
}
