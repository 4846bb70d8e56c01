package io.steadfill.schema.contract;

import io.steadfill.database.ddl.SqlTokens.Token;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Vendor;
import io.steadfill.script.statement.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * The tables that the queries of an expression read: those in their lists after {@code from}, and those after {@code join}. The {@code from}
 * of {@code is distinct from}, {@code extract} or {@code trim} begins no such list.
 */
final class TablesRead {

    private static final Set<String> END_OF_LIST =
            Set.of("where", "group", "having", "order", "limit", "union", "intersect", "except", "window");

    private final List<Token> tokens;
    private final Vendor vendor;

    /** Of each open bracket: whether a query is in it. */
    private final Deque<Boolean> queries = new ArrayDeque<>(List.of(false));

    /** Of each open bracket: whether this is the list of tables. */
    private final Deque<Boolean> lists = new ArrayDeque<>(List.of(false));

    private boolean tableComes;

    TablesRead(List<Token> tokens, Vendor vendor) {
        this.tokens = tokens;
        this.vendor = vendor;
    }

    /** In the order in which they are named. */
    List<TableName> all() {
        List<TableName> tables = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isSymbol('(')) {
                open(i);
            } else if (token.isSymbol(')')) {
                close();
            } else if (token.is("from")
                    && queries.element()
                    && !tokens.get(i - 1).is("distinct")) {
                inList(true);
            } else if (token.is("join") || token.is("straight_join") || (token.isSymbol(',') && lists.element())) {
                tableComes = true;
            } else if (END_OF_LIST.stream().anyMatch(token::is)) {
                inList(false);
            } else if (tableComes && !token.is("only") && !token.is("lateral")) {
                if (token.isName() && !isSymbol(i + 1, '(')) {
                    tables.add(table(i));
                }
                tableComes = false;
            }
        }
        return tables;
    }

    private void open(int i) {
        boolean query = i + 1 < tokens.size()
                && (tokens.get(i + 1).is("select") || tokens.get(i + 1).is("with"));
        tableComes = tableComes && !query;
        queries.push(query);
        lists.push(tableComes);
    }

    private void close() {
        if (lists.size() > 1) {
            lists.pop();
            queries.pop();
        }
        tableComes = false;
    }

    private void inList(boolean list) {
        lists.pop();
        lists.push(list);
        tableComes = list;
    }

    private TableName table(int i) {
        Identifier first = Shape.name(tokens.get(i), vendor);
        boolean qualified = isSymbol(i + 1, '.')
                && i + 2 < tokens.size()
                && tokens.get(i + 2).isName();
        return qualified ? new TableName(first, Shape.name(tokens.get(i + 2), vendor)) : new TableName(null, first);
    }

    private boolean isSymbol(int i, char symbol) {
        return i < tokens.size() && tokens.get(i).isSymbol(symbol);
    }
}
