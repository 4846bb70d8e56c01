package io.steadfill.script;

import io.steadfill.database.ddl.SqlTokens;
import io.steadfill.database.ddl.SqlTokens.Token;
import io.steadfill.definition.Vendor;
import io.steadfill.script.statement.ScriptStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts a script into statements as the vendor's server reads it, and reads the {@code -- steadfill:} lines. */
final class Splitter {

    private static final Pattern MARKER = Pattern.compile("--\\s*steadfill\\s*:\\s*(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_UNDO = Pattern.compile("no-undo\\s+because\\s+(\\S.*)", Pattern.CASE_INSENSITIVE);

    /**
     * What a script's text holds.
     *
     * @param noUndo why it cannot be undone; null where it does not say so
     */
    record Split(List<ScriptStatement> statements, @Nullable String noUndo, List<Complaint> complaints) {}

    private final String file;
    private final String text;
    private final boolean postgres;
    private final List<ScriptStatement> statements = new ArrayList<>();
    private final List<Complaint> complaints = new ArrayList<>();
    private final List<Token> body = new ArrayList<>();
    private @Nullable String noUndo;
    private @Nullable Token barrier;
    private @Nullable Token wrap;
    private int depth;

    private Splitter(String file, String text, Vendor vendor) {
        this.file = file;
        this.text = text;
        this.postgres = vendor == Vendor.POSTGRESQL;
    }

    static Split split(String file, String text, Vendor vendor) {
        Splitter splitter = new Splitter(file, text, vendor);
        for (Token token : SqlTokens.of(text, vendor)) {
            splitter.take(token);
        }
        splitter.end();
        return new Split(List.copyOf(splitter.statements), splitter.noUndo, List.copyOf(splitter.complaints));
    }

    private void take(Token token) {
        switch (token.kind()) {
            case COMMENT -> comment(token);
            case UNFINISHED -> {
                complain(token.line(), "what begins here never ends: " + opening(token));
                body.clear();
            }
            case SYMBOL -> symbol(token);
            case WORD, QUOTED, STRING, NUMBER -> part(token);
        }
    }

    private void symbol(Token token) {
        if (wrap == null && depth == 0 && token.isSymbol(';')) {
            flush();
        } else if (token.isSymbol('\\')) {
            complain(token.line(), "a backslash command belongs to psql, not to SQL: remove it");
        } else {
            part(token);
        }
    }

    private void part(Token token) {
        if (!postgres && body.isEmpty() && token.is("delimiter")) {
            complain(
                    token.line(),
                    "DELIMITER belongs to the mysql client: put '-- steadfill: begin' and '-- steadfill: end' around the"
                            + " statement instead");
        }
        if (postgres) {
            countBlocks(token);
        }
        body.add(token);
    }

    /** A PostgreSQL function may have its body as plain SQL: {@code begin atomic ...; ...; end}. */
    private void countBlocks(Token token) {
        boolean afterBegin = !body.isEmpty() && body.get(body.size() - 1).is("begin");
        if ((token.is("atomic") && afterBegin) || (depth > 0 && token.is("case"))) {
            depth++;
        } else if (depth > 0 && token.is("end")) {
            depth--;
        }
    }

    private void comment(Token token) {
        Matcher marker = MARKER.matcher(token.text());
        if (!marker.matches()) {
            return;
        }
        String word = marker.group(1).strip();
        Matcher reason = NO_UNDO.matcher(word);
        if (reason.matches()) {
            noUndo = reason.group(1).strip();
        } else if (word.equals("barrier")) {
            barrier(token);
        } else if (word.equals("begin")) {
            begin(token);
        } else if (word.equals("end")) {
            finish(token);
        } else if (!word.startsWith("ignore ")) {
            complain(
                    token.line(),
                    "unknown marker '" + word
                            + "': there are barrier, begin, end, no-undo because ..., and ignore ... for the lint");
        }
    }

    private void barrier(Token token) {
        if (!body.isEmpty()) {
            complain(token.line(), "the barrier marker stands inside a statement: put it on the line before");
        } else {
            barrier = token;
        }
    }

    private void begin(Token token) {
        if (wrap != null || !body.isEmpty()) {
            complain(token.line(), "'begin' comes while another statement is open: close that one first");
        } else {
            wrap = token;
        }
    }

    private void finish(Token token) {
        if (wrap == null) {
            complain(token.line(), "'end' without a 'begin' before it");
            return;
        }
        while (!body.isEmpty() && body.get(body.size() - 1).isSymbol(';')) {
            body.remove(body.size() - 1);
        }
        if (body.isEmpty()) {
            complain(wrap.line(), "nothing stands between 'begin' and 'end'");
        }
        wrap = null;
        flush();
    }

    private void flush() {
        depth = 0;
        if (body.isEmpty()) {
            return;
        }
        Token first = body.get(0);
        String sql = text.substring(first.start(), body.get(body.size() - 1).end());
        refuse(first, sql);
        statements.add(
                new ScriptStatement(statements.size() + 1, first.line(), sql, Checksum.of(sql), barrier != null));
        barrier = null;
        body.clear();
    }

    private void refuse(Token first, String sql) {
        boolean begins = first.is("begin") && (body.size() == 1 || !body.get(1).is("not"));
        boolean starts = first.is("start") && body.size() > 1 && body.get(1).is("transaction");
        if (begins || starts || first.is("commit") || first.is("rollback") || first.is("savepoint")) {
            complain(
                    first.line(),
                    "'" + sql.lines().findFirst().orElse(sql)
                            + "': each statement is recorded and committed on its own; remove transaction commands");
        } else if (first.is("lock") || first.is("unlock")) {
            complain(
                    first.line(),
                    "a lock does not outlive its statement here: mark a barrier, or leave it to Steadfill");
        } else if (first.is("set") || first.is("reset") || first.is("use")) {
            complain(
                    first.line(),
                    "a setting does not outlive its statement here: remove it; time-outs are set by Steadfill, and names can"
                            + " be written with their schema");
        }
    }

    private void end() {
        if (wrap != null) {
            complain(wrap.line(), "this 'begin' has no 'end'");
        }
        flush();
        if (barrier != null) {
            complain(barrier.line(), "no statement follows the barrier marker");
        }
        if (statements.isEmpty() && complaints.isEmpty()) {
            complain(0, "the file has no statement: write one or remove the file");
        }
    }

    private static String opening(Token token) {
        return token.text().lines().findFirst().orElse("").strip();
    }

    private void complain(int line, String message) {
        complaints.add(new Complaint(file, line, message));
    }
}
