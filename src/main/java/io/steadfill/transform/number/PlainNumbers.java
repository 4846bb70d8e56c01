package io.steadfill.transform.number;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the phone numbers that are written plainly and are valid, many times faster than libphonenumber and with its own plans. It never refuses: whatever is
 * not plain, or not valid, or could be meant in two ways, is left to the library.
 */
public final class PlainNumbers {

    /** Longer than any number with its calling code. */
    private static final int DIGITS_MAX = 18;

    private static final int EXTENSION_MAX = 6;

    private final NumberPlans plans;
    private final boolean dropExtension;

    /** @param dropExtension whether a number with an extension is taken without it; else it is left to the library */
    public PlainNumbers(PhoneNumberUtil library, boolean dropExtension) {
        this.plans = new NumberPlans(library);
        this.dropExtension = dropExtension;
    }

    /** The number in E.164 form, or null where the library has to say. */
    public @Nullable String e164(String text, String region) {
        byte[] digits = new byte[DIGITS_MAX];
        int length = 0;
        boolean plus = false;
        int end = dropExtension ? beforeExtension(text) : text.length();
        for (int i = text.startsWith("tel:+") ? 4 : 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                if (length == DIGITS_MAX) {
                    return null;
                }
                digits[length++] = (byte) (c - '0');
            } else if (c == '+' && length == 0 && !plus) {
                plus = true;
            } else if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')') {
                return null;
            }
        }
        return plus ? international(digits, 0, length) : national(digits, length, region);
    }

    /** Where {@code " x12"} or {@code " ext. 12"} begins; the library knows many more ways. */
    private static int beforeExtension(String text) {
        int at = text.length();
        while (at > 0 && text.charAt(at - 1) >= '0' && text.charAt(at - 1) <= '9') {
            at--;
        }
        int digits = text.length() - at;
        if (digits < 1 || digits > EXTENSION_MAX) {
            return text.length();
        }
        if (text.startsWith(" x", at - 2)) {
            return at - 2;
        }
        return text.startsWith(" ext. ", at - 6) ? at - 6 : text.length();
    }

    private @Nullable String international(byte[] digits, int from, int to) {
        int code = 0;
        for (int i = from; i < Math.min(from + 3, to); i++) {
            code = 10 * code + digits[i];
            if (code == 0) {
                return null;
            }
            List<NumberPlan> candidates = plans.callingCode(code);
            if (!candidates.isEmpty()) {
                int number = candidates.get(0).afterNationalPrefix(digits, i + 1, to);
                return number < 0 ? null : valid(candidates, digits, number, to);
            }
        }
        return null;
    }

    private @Nullable String national(byte[] digits, int length, String region) {
        NumberPlan plan = plans.region(region).orElse(null);
        if (plan == null) {
            return null;
        }
        int abroad = plan.afterInternationalPrefix(digits, length);
        if (abroad != 0) {
            return abroad < 0 ? null : international(digits, abroad, length);
        }
        int from = plan.maybeHasCallingCode(digits, length) ? -1 : plan.afterNationalPrefix(digits, 0, length);
        return from < 0 ? null : valid(plans.callingCode(plan.callingCode()), digits, from, length);
    }

    /** The region whose number it is decides alone, as in the library: the only one, one whose leading digits fit, or one that gives it out. */
    private static @Nullable String valid(List<NumberPlan> candidates, byte[] digits, int from, int to) {
        for (NumberPlan candidate : candidates) {
            boolean decides = candidates.size() == 1 || candidate.leads(digits, from, to);
            if (decides || !candidate.hasLeadingDigits()) {
                boolean givenOut = candidate.hasGivenOut(digits, from, to);
                if (givenOut) {
                    return written(candidate.callingCode(), digits, from, to);
                }
                if (decides) {
                    return null;
                }
            }
        }
        return null;
    }

    private static String written(int callingCode, byte[] digits, int from, int to) {
        StringBuilder number = new StringBuilder(DIGITS_MAX + 4).append('+').append(callingCode);
        for (int i = from; i < to; i++) {
            number.append((char) ('0' + digits[i]));
        }
        return number.toString();
    }
}
