package io.steadfill.script.statement;

import io.steadfill.database.ddl.SqlTokens;
import io.steadfill.database.ddl.SqlTokens.Kind;
import io.steadfill.database.ddl.SqlTokens.Token;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Vendor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises what a statement does, by its words. What it cannot tell is {@link Change.Kind#OTHER}, for which the worst is assumed. */
public final class Shape {

    private static final Set<String> HARMLESS_HEADS =
            Set.of("comment", "grant", "revoke", "analyze", "analyse", "vacuum");
    private static final Set<String> HARMLESS_CREATED =
            Set.of("view", "function", "procedure", "schema", "type", "sequence", "statistics", "extension", "domain");

    private final Vendor vendor;
    private final List<Token> tokens;
    private int at;

    private Shape(String sql, Vendor vendor) {
        this.vendor = vendor;
        this.tokens = SqlTokens.significant(sql, vendor);
    }

    /** What the statement does; several changes for an {@code alter table} with several actions, never none. */
    public static List<Change> of(ScriptStatement statement, Vendor vendor) {
        return new Shape(statement.text(), vendor).read();
    }

    /** Whether any of it must wait for the proof. */
    public static boolean needsProof(ScriptStatement statement, Vendor vendor) {
        return of(statement, vendor).stream().anyMatch(c -> !c.kind().isHarmless());
    }

    private List<Change> read() {
        if (take("alter") && take("table")) {
            return alterTable();
        }
        at = 0;
        if (take("create")) {
            return List.of(create());
        }
        if (take("drop")) {
            return List.of(drop());
        }
        if (take("reindex")) {
            return List.of(new Change(Change.Kind.REINDEX, null, lastName(), restWords()));
        }
        String head = tokens.isEmpty() ? "" : tokens.get(0).text().toLowerCase(Locale.ROOT);
        return List.of(
                HARMLESS_HEADS.contains(head)
                        ? change(Change.Kind.HARMLESS, null, null)
                        : new Change(Change.Kind.OTHER, null, null, Set.of(head)));
    }

    private Change create() {
        Set<String> words = new HashSet<>();
        for (String word : List.of("or", "replace", "unique", "constraint", "temporary", "unlogged", "fulltext")) {
            if (take(word)) {
                words.add(word);
            }
        }
        skipDefiner();
        if (take("table")) {
            return create(Change.Kind.CREATE_TABLE, words, false);
        }
        if (take("index")) {
            return createIndex(words);
        }
        if (take("trigger")) {
            return createTrigger(words);
        }
        boolean harmless = at < tokens.size()
                && HARMLESS_CREATED.contains(tokens.get(at).text().toLowerCase(Locale.ROOT));
        return change(harmless ? Change.Kind.HARMLESS : Change.Kind.OTHER, null, null);
    }

    private Change create(Change.Kind kind, Set<String> words, boolean named) {
        ifExists(words);
        TableName name = tableName();
        return new Change(kind, name, named && name != null ? name.table() : null, words);
    }

    private Change createIndex(Set<String> words) {
        if (take("concurrently")) {
            words.add("concurrently");
        }
        ifExists(words);
        Identifier name = peek("on") ? null : identifier();
        skipTo("on");
        take("only");
        return new Change(Change.Kind.CREATE_INDEX, tableName(), name, words);
    }

    private Change createTrigger(Set<String> words) {
        ifExists(words);
        Identifier name = identifier();
        while (at < tokens.size() && !peek("on")) {
            words.add(tokens.get(at++).text().toLowerCase(Locale.ROOT));
        }
        take("on");
        return new Change(Change.Kind.CREATE_TRIGGER, tableName(), name, words);
    }

    private Change drop() {
        Set<String> words = new HashSet<>();
        if (take("table")) {
            return create(Change.Kind.DROP_TABLE, words, false);
        }
        if (take("index")) {
            if (take("concurrently")) {
                words.add("concurrently");
            }
            ifExists(words);
            TableName name = tableName();
            TableName on = take("on") ? tableName() : name == null ? null : sibling(name);
            return new Change(Change.Kind.DROP_INDEX, on, name == null ? null : name.table(), words);
        }
        if (take("trigger")) {
            ifExists(words);
            TableName name = tableName();
            TableName on = take("on") ? tableName() : null;
            return new Change(Change.Kind.DROP_TRIGGER, on, name == null ? null : name.table(), words);
        }
        return change(Change.Kind.OTHER, null, null);
    }

    /** An index of PostgreSQL is named with its schema, not its table; only the schema is of use. */
    private static @Nullable TableName sibling(TableName name) {
        return name.schema() == null ? null : name;
    }

    private List<Change> alterTable() {
        ifExists(new HashSet<>());
        take("only");
        TableName table = tableName();
        if (table == null) {
            return List.of(change(Change.Kind.OTHER, null, null));
        }
        List<Change> changes = new ArrayList<>();
        for (List<Token> action : actions()) {
            changes.add(new AlterAction(vendor, table, action).read());
        }
        return changes.isEmpty() ? List.of(change(Change.Kind.OTHER, table, null)) : changes;
    }

    private List<List<Token>> actions() {
        List<List<Token>> actions = new ArrayList<>();
        List<Token> action = new ArrayList<>();
        int depth = 0;
        for (Token token : tokens.subList(at, tokens.size())) {
            depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
            if (depth == 0 && token.isSymbol(',')) {
                actions.add(action);
                action = new ArrayList<>();
            } else {
                action.add(token);
            }
        }
        if (!action.isEmpty()) {
            actions.add(action);
        }
        return actions;
    }

    private void skipDefiner() {
        if (take("definer")) {
            while (at < tokens.size() && !peek("trigger") && !peek("function") && !peek("procedure") && !peek("view")) {
                at++;
            }
        }
    }

    private void ifExists(Set<String> words) {
        if (take("if")) {
            take("not");
            take("exists");
            words.add("if");
        }
    }

    private void skipTo(String word) {
        while (at < tokens.size() && !peek(word)) {
            at++;
        }
        take(word);
    }

    private @Nullable TableName tableName() {
        Identifier first = identifier();
        if (first == null || at >= tokens.size() || !tokens.get(at).isSymbol('.')) {
            return first == null ? null : new TableName(null, first);
        }
        at++;
        Identifier second = identifier();
        return second == null ? null : new TableName(first, second);
    }

    private @Nullable Identifier identifier() {
        return at < tokens.size() && tokens.get(at).isName() ? name(tokens.get(at++), vendor) : null;
    }

    private @Nullable Identifier lastName() {
        Token last = tokens.get(tokens.size() - 1);
        return last.isName() ? name(last, vendor) : null;
    }

    private Set<String> restWords() {
        Set<String> words = new HashSet<>();
        tokens.stream()
                .filter(t -> t.kind() == Kind.WORD)
                .forEach(t -> words.add(t.text().toLowerCase(Locale.ROOT)));
        return words;
    }

    /** The name as the server stores it: PostgreSQL folds bare words to lower case. */
    public static Identifier name(Token token, Vendor vendor) {
        boolean folds = vendor == Vendor.POSTGRESQL && token.kind() == Kind.WORD;
        return new Identifier(folds ? token.text().toLowerCase(Locale.ROOT) : token.text());
    }

    private boolean peek(String word) {
        return at < tokens.size() && tokens.get(at).is(word);
    }

    private boolean take(String word) {
        boolean there = peek(word);
        at += there ? 1 : 0;
        return there;
    }

    private static Change change(Change.Kind kind, @Nullable TableName table, @Nullable Identifier name) {
        return new Change(kind, table, name, Set.of());
    }
}
