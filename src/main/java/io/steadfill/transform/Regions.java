package io.steadfill.transform;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What people write for a country, as libphonenumber's two-letter region codes: {@code gb}, {@code GBR} and {@code UK} are all GB. */
final class Regions {

    /** The region of a row that names none; libphonenumber's own word for it. */
    static final String NONE = "ZZ";

    /** The region of a row that names one which is not known. */
    static final String UNKNOWN = "?";

    private final SortedSet<String> codes;
    private final Map<String, String> byWritten = new HashMap<>();

    Regions(Collection<String> supported) {
        codes = new TreeSet<>(supported);
        for (String code : codes) {
            byWritten.put(threeLetters(code), code);
        }
        // Reserved in ISO 3166 because so many use them: the United Kingdom and, in the European Union, Greece.
        byWritten.put("UK", "GB");
        byWritten.put("EL", "GR");
        // ISO 3166 leaves it to users, who mean "unknown" by it.
        byWritten.put(NONE, NONE);
        for (String code : codes) {
            byWritten.put(code, code);
        }
    }

    private static String threeLetters(String code) {
        try {
            return new Locale.Builder().setRegion(code).build().getISO3Country();
        } catch (MissingResourceException e) {
            return code;
        }
    }

    /** The two-letter codes, in order. */
    SortedSet<String> codes() {
        return codes;
    }

    /** A region's code, or {@link #NONE} or {@link #UNKNOWN}. */
    String code(@Nullable String written) {
        if (written == null) {
            return NONE;
        }
        String code = byWritten.get(written);
        if (code != null) {
            return code;
        }
        String trimmed = Blank.trimmed(written);
        return trimmed.isEmpty() ? NONE : byWritten.getOrDefault(trimmed.toUpperCase(Locale.ROOT), UNKNOWN);
    }
}
