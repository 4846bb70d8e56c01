package io.steadfill.script.statement;

import io.steadfill.database.ddl.SqlTokens.Token;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Vendor;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises one action of an {@code alter table}. */
final class AlterAction {

    private static final Set<String> HARMLESS_HEADS =
            Set.of("owner", "comment", "algorithm", "lock", "enable", "replica");

    private final Vendor vendor;
    private final TableName table;
    private final List<Token> tokens;
    private int at;

    AlterAction(Vendor vendor, TableName table, List<Token> tokens) {
        this.vendor = vendor;
        this.table = table;
        this.tokens = tokens;
    }

    Change read() {
        if (take("add")) {
            return add();
        }
        if (take("drop")) {
            return drop();
        }
        if (take("validate") && take("constraint")) {
            return change(Change.Kind.VALIDATE_CONSTRAINT, name());
        }
        at = 0;
        boolean setsDefault = peek("alter") && word("default") && !word("type") && !word("not");
        boolean dropsNotNull = peek("alter") && word("drop") && word("not") && word("null");
        boolean harmless = HARMLESS_HEADS.contains(head());
        return setsDefault || dropsNotNull || harmless
                ? change(Change.Kind.HARMLESS, null)
                : new Change(Change.Kind.OTHER, table, null, Set.of(head()));
    }

    private String head() {
        return tokens.isEmpty() ? "" : tokens.get(0).text().toLowerCase(Locale.ROOT);
    }

    private Change add() {
        if (take("constraint")) {
            return constraint(peekOneOf("check", "foreign", "unique", "primary") ? null : name());
        }
        if (peekOneOf("check", "foreign", "primary")) {
            return constraint(null);
        }
        if (takeAny("unique", "fulltext", "spatial", "index", "key")) {
            boolean again = take("index") || take("key");
            return change(Change.Kind.CREATE_INDEX, again || !at(at).isSymbol('(') ? name() : null);
        }
        take("column");
        boolean lenient = take("if") && take("not") && take("exists");
        Change added = change(Change.Kind.ADD_COLUMN, at(at).isName() ? name() : null);
        return lenient ? new Change(added.kind(), table, added.name(), Set.of("if")) : added;
    }

    private Change constraint(@Nullable Identifier name) {
        Set<String> words = new HashSet<>();
        if (at < tokens.size()) {
            words.add(tokens.get(at).text().toLowerCase(Locale.ROOT));
        }
        int last = tokens.size() - 1;
        if (last > at && tokens.get(last).is("valid") && tokens.get(last - 1).is("not")) {
            words.add("not valid");
        }
        return new Change(Change.Kind.ADD_CONSTRAINT, table, name, words);
    }

    private Change drop() {
        if (takeAny("constraint", "check")) {
            ifExists();
            return change(Change.Kind.DROP_CONSTRAINT, name());
        }
        if (take("foreign")) {
            take("key");
            ifExists();
            return change(Change.Kind.DROP_CONSTRAINT, name());
        }
        if (take("index") || take("key")) {
            ifExists();
            return change(Change.Kind.DROP_INDEX, name());
        }
        if (peek("primary") || peek("partition")) {
            return change(Change.Kind.OTHER, null);
        }
        take("column");
        ifExists();
        return change(Change.Kind.DROP_COLUMN, at < tokens.size() ? name() : null);
    }

    private void ifExists() {
        if (take("if")) {
            take("exists");
        }
    }

    private @Nullable Identifier name() {
        return at < tokens.size() && tokens.get(at).isName() ? Shape.name(tokens.get(at++), vendor) : null;
    }

    private Token at(int index) {
        return tokens.get(Math.min(index, tokens.size() - 1));
    }

    private Change change(Change.Kind kind, @Nullable Identifier name) {
        return new Change(kind, table, name, Set.of());
    }

    private boolean word(String word) {
        return tokens.stream().anyMatch(t -> t.is(word));
    }

    private boolean peek(String word) {
        return at < tokens.size() && tokens.get(at).is(word);
    }

    private boolean peekOneOf(String... words) {
        for (String word : words) {
            if (peek(word)) {
                return true;
            }
        }
        return false;
    }

    /** Takes each that comes next, in this order. */
    private boolean takeAny(String... words) {
        boolean any = false;
        for (String word : words) {
            any |= take(word);
        }
        return any;
    }

    private boolean take(String word) {
        boolean there = peek(word);
        at += there ? 1 : 0;
        return there;
    }
}
