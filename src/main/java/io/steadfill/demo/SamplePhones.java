package io.steadfill.demo;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** Phone numbers of every region, each with the many ways in which people write it. All of them can still be read. */
final class SamplePhones {

    private static final List<String> LARGE =
            List.of("GB", "US", "DE", "FR", "IN", "BR", "IT", "ES", "JP", "NG", "MX", "AU");
    private static final int NUMBERS_OF_A_LARGE_REGION = 200;
    private static final int NUMBERS_OF_A_SMALL_REGION = 10;
    private static final int NUMBERS_LEAST = 2;
    private static final List<PhoneNumberType> TYPES =
            List.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE);

    /**
     * One number.
     *
     * @param international ways to write it that need no country
     * @param national ways that need one
     */
    record Phone(List<String> international, List<String> national) {}

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final Map<String, List<Phone>> byRegion = new LinkedHashMap<>();
    private final List<String> regions;

    /** @param customers few customers share few numbers, so that a small sample is made at once */
    SamplePhones(Random random, int customers) {
        int large = Math.max(NUMBERS_LEAST, Math.min(NUMBERS_OF_A_LARGE_REGION, customers / 500));
        int small = Math.max(NUMBERS_LEAST, Math.min(NUMBERS_OF_A_SMALL_REGION, customers / 10_000));
        for (String region : new TreeSet<>(library.getSupportedRegions())) {
            List<Phone> phones = phones(region, LARGE.contains(region) ? large : small, random);
            if (!phones.isEmpty()) {
                byRegion.put(region, phones);
            }
        }
        regions = List.copyOf(byRegion.keySet());
    }

    /** Half of the customers live in a dozen countries, the others anywhere. */
    String region(Random random) {
        List<String> from = random.nextBoolean() ? LARGE : regions;
        return from.get(random.nextInt(from.size()));
    }

    String written(String region, boolean countryKnown, Random random) {
        List<Phone> phones = byRegion.getOrDefault(region, List.of());
        Phone phone = phones.get(random.nextInt(phones.size()));
        List<String> ways =
                countryKnown && random.nextInt(3) > 0 && !phone.national().isEmpty()
                        ? phone.national()
                        : phone.international();
        return ways.get(random.nextInt(ways.size()));
    }

    private List<Phone> phones(String region, int wanted, Random random) {
        List<PhoneNumber> examples = TYPES.stream()
                .map(type -> library.getExampleNumberForType(region, type))
                .filter(example -> example != null && library.isValidNumber(example))
                .toList();
        List<Phone> phones = new ArrayList<>();
        for (int i = 0; i < wanted && !examples.isEmpty(); i++) {
            phones.add(phone(varied(examples.get(i % examples.size()), random), region, random));
        }
        return phones;
    }

    /** Another number with the same beginning; the example itself where none is found soon. */
    private PhoneNumber varied(PhoneNumber example, Random random) {
        String digits = library.getNationalSignificantNumber(example);
        int kept = Math.max(0, digits.length() - 6);
        for (int attempt = 0; attempt < 6; attempt++) {
            StringBuilder other = new StringBuilder(digits.substring(0, kept));
            while (other.length() < digits.length()) {
                other.append(random.nextInt(10));
            }
            PhoneNumber number =
                    new PhoneNumber().mergeFrom(example).setNationalNumber(Long.parseLong(other.toString()));
            if (library.isValidNumber(number) && reads("+" + number.getCountryCode() + other, "ZZ", number)) {
                return number;
            }
            kept += 1;
        }
        return example;
    }

    private Phone phone(PhoneNumber number, String region, Random random) {
        String plain = library.format(number, PhoneNumberFormat.E164);
        String international = library.format(number, PhoneNumberFormat.INTERNATIONAL);
        String national = library.format(number, PhoneNumberFormat.NATIONAL);
        String extension = Integer.toString(10 + random.nextInt(990));
        String afterCode = international
                .substring(("+" + number.getCountryCode()).length())
                .strip();
        return new Phone(
                readable(
                        number,
                        "ZZ",
                        plain,
                        international,
                        international.replace(' ', '.'),
                        " " + international + " ",
                        library.format(number, PhoneNumberFormat.RFC3966),
                        "+" + number.getCountryCode() + " (0)" + afterCode,
                        international + " ext. " + extension),
                readable(
                        number,
                        region,
                        national,
                        national,
                        national.replaceAll("[^0-9]", ""),
                        national.replace(' ', '.').replace('-', '.'),
                        national.replace(" ", "  "),
                        "(" + national.replaceFirst("[ -]", ") "),
                        "00" + plain.substring(1),
                        "00 " + international.substring(1),
                        national + " x" + extension,
                        national + " / " + national));
    }

    private List<String> readable(PhoneNumber number, String region, String... ways) {
        List<String> readable = new ArrayList<>();
        for (String way : ways) {
            if (reads(way, region, number)) {
                readable.add(way);
            }
        }
        return readable;
    }

    private boolean reads(String written, String region, PhoneNumber number) {
        try {
            PhoneNumber read = library.parse(written, region);
            return read.getCountryCode() == number.getCountryCode()
                    && library.getNationalSignificantNumber(read).equals(library.getNationalSignificantNumber(number));
        } catch (NumberParseException e) {
            return false;
        }
    }
}
