package io.steadfill.demo;

import io.steadfill.database.bulk.RowSink;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Customers as they come after ten years of forms, imports and call centres. */
final class SampleCustomers {

    static final String COLUMNS = "id, first_name, last_name, full_name, email, phone, country, newsletter, created_at";

    private static final Instant FIRST = Instant.parse("2016-01-04T08:00:00Z");
    private static final int DAYS = 3_900;

    private static final List<String> FIRST_NAMES = List.of(
            "Jane",
            "John",
            "Zoë",
            "Łukasz",
            "Søren",
            "Aisha",
            "Mei",
            "Carlos",
            "Olga",
            "Kwame",
            "Priya",
            "Noah",
            "Emma",
            "Yusuf",
            "Ingrid",
            "Mateo",
            "Chloé",
            "Tariq",
            "Anna-Lena",
            "Björn",
            "Nguyễn",
            "Siobhán",
            "Dmitri",
            "Fatima",
            "李",
            "Ōkubo");
    private static final List<String> LAST_NAMES = List.of(
            "Smith",
            "Müller",
            "O'Neill",
            "García",
            "Nowak",
            "Okafor",
            "Tanaka",
            "Silva",
            "Rossi",
            "Dubois",
            "van der Berg",
            "Kowalska",
            "Jensen",
            "Haddad",
            "Patel",
            "Ivanova",
            "Núñez",
            "McDonald",
            "Ångström",
            "D'Angelo",
            "Çelik",
            "明",
            "Šimić",
            "Lee");
    private static final List<String> DOMAINS = List.of(
            "example.com",
            "example.org",
            "mail.example.net",
            "post.example.de",
            "bücher.example",
            "例え.example",
            "café.example.fr",
            "smørrebrød.example.dk",
            "xn--mgbh0fb.example");
    private static final List<String> HOPELESS =
            List.of("n/a", "12", "ask wife", "none", "-", "0", "see notes", "unknown", "+", "0000");

    private final Random random;
    private final SamplePhones phones;

    private final int customers;

    SampleCustomers(Random random, int customers) {
        this.random = random;
        this.customers = customers;
        this.phones = new SamplePhones(random, customers);
    }

    void fill(RowSink sink) throws SQLException {
        for (int id = 1; id <= customers; id++) {
            String first = pick(FIRST_NAMES);
            String last = pick(LAST_NAMES);
            String region = phones.region(random);
            boolean countryKnown = random.nextInt(50) > 0;
            sink.accept(
                    Integer.toString(id),
                    first,
                    last,
                    null,
                    email(id, first, last),
                    phone(id, region, countryKnown),
                    countryKnown ? region : null,
                    random.nextInt(3) == 0 ? "1" : "0",
                    SampleData.time(FIRST.plus(random.nextInt(DAYS * 86_400), ChronoUnit.SECONDS)));
        }
        sink.finish();
    }

    private @Nullable String phone(int id, String region, boolean countryKnown) {
        // By number and not by chance, so that even a small demo has one.
        if (SampleData.hasHopelessPhone(id)) {
            return pick(HOPELESS);
        }
        return random.nextInt(33) == 0 ? null : phones.written(region, countryKnown, random);
    }

    private @Nullable String email(int id, String first, String last) {
        String written = ascii(first) + "." + ascii(last) + id + "@" + pick(DOMAINS);
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> written.toUpperCase(Locale.ROOT);
            case 2 -> " " + written + " ";
            case 3 ->
                written.substring(0, written.indexOf('@'))
                        + written.substring(written.indexOf('@')).toUpperCase(Locale.ROOT);
            case 4 -> written + "\u00a0";
            case 5, 6 -> written;
            default -> written.toLowerCase(Locale.ROOT);
        };
    }

    private static String ascii(String name) {
        String letters = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("[^A-Za-z]", "");
        return letters.isEmpty() ? "x" : letters;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
