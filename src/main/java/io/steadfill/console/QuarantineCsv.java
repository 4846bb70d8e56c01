package io.steadfill.console;

import io.steadfill.quarantine.QuarantineEntry;
import java.util.List;
import java.util.stream.Collectors;

/** Quarantined rows as lines of a table for a spreadsheet. */
final class QuarantineCsv {

    static final String HEAD = "id,key,state,attempts,reason,sqlState,error,advice,firstAt,lastAt\r\n";

    /** A value that begins with one of these is a formula to a spreadsheet, and rows are not ours to trust. */
    private static final String FORMULA = "=+-@\t\r\n|";

    private QuarantineCsv() {}

    static String line(QuarantineEntry entry) {
        return List.of(
                                entry.id(),
                                entry.row().key().toString(),
                                entry.state(),
                                String.valueOf(entry.attempts()),
                                entry.row().reason(),
                                entry.row().sqlState() == null
                                        ? ""
                                        : entry.row().sqlState(),
                                entry.row().error(),
                                entry.advice(),
                                entry.firstAt().toString(),
                                entry.lastAt().toString())
                        .stream()
                        .map(QuarantineCsv::cell)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    private static String cell(String value) {
        boolean formula = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + value.replace("\"", "\"\"").replace("\u0000", "") + "\"";
    }
}
