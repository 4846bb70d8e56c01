package io.steadfill.database.catalog;

import io.steadfill.definition.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A column as the server describes it.
 *
 * @param type the server's own spelling, fit for a cast on PostgreSQL, such as {@code numeric(10,2)}
 * @param defaultText the default expression; null where there is none
 * @param onUpdate whether the server itself writes the column at each update ({@code on update current_timestamp})
 * @param collation the collation of a text column on MySQL and MariaDB; null elsewhere
 * @param numbered whether the server gives its values and lets nobody change them, though rows may come with theirs ({@code generated
 *     always as identity})
 */
public record Column(
        Identifier name,
        String type,
        Category category,
        boolean nullable,
        boolean generated,
        @Nullable String defaultText,
        boolean onUpdate,
        @Nullable String collation,
        boolean numbered) {

    private static final Set<Category> WHOLE = Set.of(Category.INTEGER, Category.UNSIGNED, Category.BOOLEAN);
    private static final Set<String> FIXED = Set.of("char", "character", "bpchar");
    /** The shortest first. */
    private static final List<String> MYSQL_TEXTS = List.of("tinytext", "text", "mediumtext", "longtext");

    private static final int TINYTEXT_CHARACTERS = 63;
    /** PostgreSQL's type for its own identifiers, which cuts what is longer. */
    private static final String NAME = "name";

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    public Column(
            Identifier name,
            String type,
            Category category,
            boolean nullable,
            boolean generated,
            @Nullable String defaultText,
            boolean onUpdate,
            @Nullable String collation) {
        this(name, type, category, nullable, generated, defaultText, onUpdate, collation, false);
    }

    public Column(
            Identifier name,
            String type,
            Category category,
            boolean nullable,
            boolean generated,
            @Nullable String defaultText,
            boolean onUpdate) {
        this(name, type, category, nullable, generated, defaultText, onUpdate, null);
    }

    /** Whether a job may change its values. */
    public boolean isWritable() {
        return !generated && !numbered;
    }

    /** Whether its values are texts, or what the server takes by a name, such as an enumeration; not whole lists of them. */
    public boolean isText() {
        return category == Category.TEXT || (category == Category.OTHER && !type.endsWith("[]"));
    }

    /** Whether its values are also for people what the server writes them as: besides texts only whole numbers. */
    public boolean readsAsText() {
        return isText() || category == Category.INTEGER || category == Category.UNSIGNED;
    }

    /** What family of type a column has, as far as walking, reading and writing back care. */
    public enum Category {
        INTEGER,
        UNSIGNED,
        DECIMAL,
        FLOAT,
        TEXT,
        BINARY,
        UUID,
        DATE,
        TIME,
        TIMESTAMP,
        BOOLEAN,
        JSON,
        OTHER
    }

    /** Whether each value of another column is the same in this one, or is refused by the server; never rounded or cut without a word. */
    public boolean keeps(Column other) {
        if (type.equalsIgnoreCase(other.type)) {
            return true;
        }
        if (category == Category.TEXT) {
            return other.category == Category.TEXT ? isAsLong(other) : isText(other);
        }
        if (WHOLE.contains(category) && WHOLE.contains(other.category)) {
            return true;
        }
        if (category != other.category || !base(type).equals(base(other.type))) {
            return category == Category.FLOAT && other.category == Category.FLOAT && type.startsWith("double");
        }
        return switch (category) {
            case BINARY -> !base(type).equals("binary");
            case DECIMAL -> isAsWide(numbers(type), numbers(other.type));
            case TIME, TIMESTAMP -> digits() >= other.digits();
            case INTEGER, UNSIGNED, BOOLEAN, TEXT, FLOAT, UUID, DATE, JSON, OTHER -> false;
        };
    }

    /** Whether a value of another column may be stored here as another one without a word: rounded, or without its time of day. */
    public boolean rounds(Column other) {
        return switch (other.category) {
            case DECIMAL ->
                category == Category.DECIMAL
                        ? digits() < other.digits()
                        : WHOLE.contains(category) || category == Category.FLOAT;
            case FLOAT ->
                category == Category.FLOAT
                        ? other.type.startsWith("double") && !type.startsWith("double")
                        : WHOLE.contains(category) || category == Category.DECIMAL;
            case TIME -> category == Category.TIME && digits() < other.digits();
            case TIMESTAMP ->
                category == Category.TIMESTAMP
                        ? digits() < other.digits()
                        : category == Category.DATE || category == Category.TIME;
            case INTEGER, UNSIGNED, TEXT, BINARY, UUID, DATE, BOOLEAN, JSON, OTHER -> false;
        };
    }

    /** After the point, of a decimal or of seconds; PostgreSQL's times have six where nothing is said, MySQL's none. */
    private int digits() {
        List<Integer> said = numbers(type);
        if (category != Category.DECIMAL) {
            int unsaid = type.contains(" time zone") ? 6 : 0;
            return said.isEmpty() ? unsaid : said.get(0);
        }
        if (said.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        return said.size() == 1 ? 0 : said.get(1);
    }

    /** A decimal without numbers is as wide as can be. */
    private static boolean isAsWide(List<Integer> here, List<Integer> there) {
        if (here.isEmpty() || there.isEmpty()) {
            return here.isEmpty();
        }
        return IntStream.range(0, Math.min(here.size(), there.size())).allMatch(i -> here.get(i) >= there.get(i));
    }

    private static String base(String type) {
        return type.toLowerCase(Locale.ROOT).replaceAll("\\([0-9, ]*\\)", "");
    }

    private static List<Integer> numbers(String type) {
        Matcher matcher = NUMBER.matcher(type);
        List<Integer> numbers = new ArrayList<>();
        while (matcher.find()) {
            numbers.add(Integer.valueOf(matcher.group()));
        }
        return numbers;
    }

    /** A server cuts blanks at the end without a word where a text is too long, and all of them in a type of fixed length. */
    private boolean isAsLong(Column other) {
        String here = base(type);
        if (here.equals(NAME) || (FIXED.contains(here) && !here.equals(base(other.type)))) {
            return false;
        }
        List<Integer> room = numbers(type);
        List<Integer> need = numbers(other.type);
        if (!room.isEmpty()) {
            return !need.isEmpty() && room.get(0) >= need.get(0);
        }
        int rank = MYSQL_TEXTS.indexOf(here);
        return rank == 0
                ? !need.isEmpty() && need.get(0) <= TINYTEXT_CHARACTERS
                : rank < 0 || MYSQL_TEXTS.indexOf(base(other.type)) <= rank;
    }

    /** Whether a text keeps every value of a type that is no text; bytes are read as characters, and a float loses digits. */
    private boolean isText(Column other) {
        return !base(type).equals(NAME)
                && other.category != Category.FLOAT
                && other.category != Category.BINARY
                && !base(other.type).startsWith("bit");
    }
}
