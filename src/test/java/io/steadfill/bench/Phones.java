package io.steadfill.bench;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Valid phone numbers of a dozen countries, written in six ways; from a fixed seed. */
final class Phones {

    private static final List<String> REGIONS =
            List.of("GB", "US", "DE", "FR", "IN", "BR", "IT", "ES", "JP", "NG", "MX", "AU");
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    private Phones() {}

    /** Pairs of a written number and its country's code. */
    static List<Map.Entry<String, String>> some(int count) {
        Random random = new Random(20_261_122);
        List<Map.Entry<String, String>> phones = new ArrayList<>();
        while (phones.size() < count) {
            String region = REGIONS.get(random.nextInt(REGIONS.size()));
            PhoneNumber number = LIBRARY.getExampleNumberForType(
                    region, random.nextBoolean() ? PhoneNumberType.MOBILE : PhoneNumberType.FIXED_LINE);
            number.setNationalNumber(number.getNationalNumber() / 10_000 * 10_000 + random.nextInt(10_000));
            String written = written(number, random.nextInt(6));
            if (LIBRARY.isValidNumber(number) && reads(written, region, number)) {
                phones.add(Map.entry(written, region));
            }
        }
        return phones;
    }

    private static String written(PhoneNumber number, int way) {
        String national = LIBRARY.format(number, PhoneNumberFormat.NATIONAL);
        return switch (way) {
            case 0 -> LIBRARY.format(number, PhoneNumberFormat.E164);
            case 1 -> LIBRARY.format(number, PhoneNumberFormat.INTERNATIONAL);
            case 2 ->
                " " + LIBRARY.format(number, PhoneNumberFormat.INTERNATIONAL).replace(' ', '.');
            case 3 -> national.replaceAll("[^0-9]", "");
            case 4 -> national.replace('-', ' ') + " ";
            default -> national;
        };
    }

    private static boolean reads(String written, String region, PhoneNumber number) {
        try {
            PhoneNumber read = LIBRARY.parse(written, region);
            return read.getNationalNumber() == number.getNationalNumber() && LIBRARY.isValidNumber(read);
        } catch (NumberParseException e) {
            return false;
        }
    }
}
