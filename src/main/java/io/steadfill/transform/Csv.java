package io.steadfill.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads comma-separated lines by RFC 4180: fields in double quotes may hold commas, line breaks and doubled quotes. Refuses a quote that
 * stands anywhere else, since one quote too many or too few would make one field of several lines.
 */
final class Csv {

    private final String text;
    private final Function<String, ? extends RuntimeException> refusal;
    private final List<MappingFile.Line> lines = new ArrayList<>();
    private int at;
    private int number = 1;

    private Csv(String text, Function<String, ? extends RuntimeException> refusal) {
        this.text = text;
        this.refusal = refusal;
    }

    /** @param refusal makes what is thrown of a sentence that names the line */
    static List<MappingFile.Line> lines(String text, Function<String, ? extends RuntimeException> refusal) {
        Csv csv = new Csv(text, refusal);
        while (csv.at < text.length()) {
            csv.line();
        }
        return csv.lines;
    }

    private void line() {
        int first = number;
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            fields.add(field());
        }
        if (at < text.length()) {
            at += text.startsWith("\r\n", at) ? 2 : 1;
            number++;
        }
        if (fields.size() > 1 || !fields.get(0).isEmpty()) {
            lines.add(new MappingFile.Line(first, fields));
        }
    }

    private String field() {
        return isAt('"') ? quoted() : plain();
    }

    private boolean isAt(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    /** The text as far as the next comma or line end. */
    private String plain() {
        int from = at;
        while (!isAtEndOfField()) {
            if (isAt('"')) {
                throw refusal.apply("line " + number
                        + " has a quote within a field that does not begin with one; put the whole field in quotes and double"
                        + " those within it, or take the quote out");
            }
            at++;
        }
        return text.substring(from, at);
    }

    private boolean isAtEndOfField() {
        return at == text.length() || ",\r\n".indexOf(text.charAt(at)) >= 0;
    }

    private String quoted() {
        int opened = number;
        StringBuilder field = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"' && !isAt('"')) {
                if (!isAtEndOfField()) {
                    throw refusal.apply("line " + number + " has text after the closing quote of a field"
                            + (opened == number ? "" : " that was opened in line " + opened)
                            + "; end the field with its quote, and double those within it");
                }
                return field.toString();
            }
            at += c == '"' ? 1 : 0;
            number += c == '\n' ? 1 : 0;
            field.append(c);
        }
        throw refusal.apply(
                "the quote that opens a field in line " + opened + " is never closed; close it, or take it out");
    }
}
