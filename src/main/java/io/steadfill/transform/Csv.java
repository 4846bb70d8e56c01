package io.steadfill.transform;

import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated lines by RFC 4180: fields in double quotes may hold commas, line breaks and doubled quotes. */
final class Csv {

    private final String text;
    private final List<MappingFile.Line> lines = new ArrayList<>();
    private int at;
    private int number = 1;

    private Csv(String text) {
        this.text = text;
    }

    static List<MappingFile.Line> lines(String text) {
        Csv csv = new Csv(text);
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
        return at < text.length() && text.charAt(at) == '"' ? quoted() : upTo(text.length());
    }

    /** The text as far as the next comma, line end or {@code end}. */
    private String upTo(int end) {
        int from = at;
        while (at < end && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() {
        StringBuilder field = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"' && (at == text.length() || text.charAt(at) != '"')) {
                // What stands between the closing quote and the comma is kept, as spreadsheets do.
                return field.append(upTo(text.length())).toString();
            }
            at += c == '"' ? 1 : 0;
            number += c == '\n' ? 1 : 0;
            field.append(c);
        }
        return field.toString();
    }
}
