package io.steadfill.transform.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNumbersTest {

    private static final int NUMBERS_OF_A_REGION = 900;

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final PlainNumbers plain = new PlainNumbers(library, true);
    private final NumberPlans plans = new NumberPlans(library);
    private final List<String> regions = List.copyOf(new TreeSet<>(library.getSupportedRegions()));
    private final Random random = new Random(20261122);

    @Test
    void saysWhatTheLibrarySaysOfManyNumbersOfEveryRegion() {
        int tried = 0;
        int valid = 0;
        int quick = 0;
        for (String region : regions) {
            for (int i = 0; i < NUMBERS_OF_A_REGION; i++) {
                String text = text(region);
                String from = random.nextInt(10) == 0 ? regions.get(random.nextInt(regions.size())) : region;
                String expected = byTheLibrary(text, from);
                String actual = plain.e164(text, from);
                if (actual != null) {
                    assertThat(actual).as("'%s' in %s", text, from).isEqualTo(expected);
                }
                tried++;
                valid += expected == null ? 0 : 1;
                quick += actual == null ? 0 : 1;
            }
        }
        assertThat(tried).isGreaterThan(200_000);
        assertThat(valid).isGreaterThan(60_000);
        assertThat(quick).isGreaterThan(valid * 8 / 10);
    }

    @Test
    void readsThePlansOfAllRegions() {
        assertThat(regions).allMatch(region -> plans.region(region).isPresent());
        assertThat(library.getSupportedCallingCodes())
                .allMatch(code -> !plans.callingCode(code).isEmpty());
        assertThat(plans.region("ZZ")).isEmpty();
        assertThat(plans.callingCode(999)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1*", "1+", "(?=1)", "[^1]", "[1", "(1", "1)", "1{2", "1{2,1}", "1{99}", "a", "\\w", "1{a}", "[]",
                "[2-1]"
            })
    void leavesPatternsThatItCannotReadToTheLibrary(String pattern) {
        assertThatThrownBy(() -> DigitAutomaton.of(List.of(pattern))).isInstanceOf(DigitNfa.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "12|3", "(?:1|2{2,3})?4", "[2-46]\\d{2}", "1(?:[02]|3\\d?){2}", "(1|12)(3|23)"})
    void matchesAsRegularExpressionsDo(String pattern) throws DigitNfa.Unreadable {
        DigitAutomaton automaton = DigitAutomaton.of(List.of(pattern, "\\d{3}"));

        for (int n = 0; n < 20_000; n++) {
            String text = Integer.toString(n).substring(n == 0 ? 1 : 0);
            byte[] digits = new byte[text.length()];
            for (int i = 0; i < digits.length; i++) {
                digits[i] = (byte) (text.charAt(i) - '0');
            }
            int matching = automaton.matching(digits, 0, digits.length);
            assertThat((matching & 1) != 0).as(text).isEqualTo(text.matches(pattern));
            assertThat((matching & 2) != 0).as(text).isEqualTo(text.length() == 3);
        }
    }

    private String text(String region) {
        List<PhoneNumberType> types = List.copyOf(new TreeSet<>(library.getSupportedTypesForRegion(region)));
        PhoneNumber example = library.getExampleNumberForType(region, types.get(random.nextInt(types.size())));
        if (example == null || random.nextInt(12) == 0) {
            return (random.nextBoolean() ? "+" : "") + digits(2 + random.nextInt(15));
        }
        String nsn = library.getNationalSignificantNumber(example);
        int kept = random.nextInt(nsn.length() + 1);
        String varied = nsn.substring(0, kept) + digits(nsn.length() - kept + (random.nextInt(8) == 0 ? 1 : 0));
        int code = example.getCountryCode();
        return switch (random.nextInt(14)) {
            case 0 -> "+" + code + varied;
            case 1 -> "+" + code + " (0)" + varied;
            case 2 -> "+" + code + "-0" + varied;
            case 3 -> "0" + varied;
            case 4 -> varied;
            case 5 -> "(" + varied.charAt(0) + ") " + varied.substring(1);
            case 6 -> code + varied;
            case 7 -> "00" + code + varied;
            case 8 -> (1 + random.nextInt(9)) + varied;
            case 9 -> "011" + code + varied;
            case 10 -> "tel:+" + code + "-" + varied;
            case 11 -> "0" + varied + " x" + digits(1 + random.nextInt(7));
            case 12 -> "+" + code + varied + " ext. " + digits(1 + random.nextInt(7));
            default -> " " + library.format(example, PhoneNumberFormat.NATIONAL) + ".";
        };
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private String byTheLibrary(String text, String region) {
        try {
            PhoneNumber number = library.parse(text, region);
            return library.isValidNumber(number) ? library.format(number, PhoneNumberFormat.E164) : null;
        } catch (NumberParseException e) {
            return null;
        }
    }
}
