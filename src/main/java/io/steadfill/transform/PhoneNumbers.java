package io.steadfill.transform;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.steadfill.transform.number.PlainNumbers;

/** Reads phone numbers as people write them. Thread-safe. */
final class PhoneNumbers {

    /** What libphonenumber reads at most. */
    private static final int LENGTH_MAX = 250;

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final PlainNumbers plain;
    private final Regions regions;
    private final boolean onlyValid;
    private final boolean dropExtension;

    /**
     * @param onlyValid whether the number has to lie in a range that its country has given out; else only its length counts
     * @param dropExtension whether a number with an extension is taken without it; else it is refused
     */
    PhoneNumbers(boolean onlyValid, boolean dropExtension) {
        this.regions = new Regions(library.getSupportedRegions());
        this.plain = new PlainNumbers(library, dropExtension);
        this.onlyValid = onlyValid;
        this.dropExtension = dropExtension;
    }

    Regions regions() {
        return regions;
    }

    /** @param region a code of {@link Regions} */
    Outcome e164(String written, String region) {
        if (written.length() > LENGTH_MAX) {
            return Outcome.refused("too long for a phone number");
        }
        String quick = onlyValid ? plain.e164(written, region) : null;
        return quick == null ? read(withoutMarks(written), region) : Outcome.of(quick);
    }

    private Outcome read(String text, String region) {
        if (text.isBlank()) {
            return Outcome.refused("empty");
        }
        if (hasLetter(text) && library.isAlphaNumber(text)) {
            return Outcome.refused("letters among the digits; write the number in digits only");
        }
        try {
            return checked(library.parse(text, region), region);
        } catch (NumberParseException e) {
            return Outcome.refused(reason(e, text, region));
        }
    }

    private Outcome checked(PhoneNumber number, String region) {
        if (number.hasExtension() && !dropExtension) {
            return Outcome.refused("it has an extension, which E.164 has no place for");
        }
        boolean fits = onlyValid
                ? library.isValidNumber(number)
                : library.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
        return fits
                ? Outcome.of(library.format(number, PhoneNumberFormat.E164))
                : Outcome.refused(reason(number, region));
    }

    private static boolean hasLetter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetter(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Without the invisible marks that come along when a number is copied from an address book. */
    private static String withoutMarks(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7f && Character.getType(c) == Character.FORMAT) {
                return text.codePoints()
                        .filter(p -> Character.getType(p) != Character.FORMAT)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }

    private static String reason(NumberParseException e, String text, String region) {
        return switch (e.getErrorType()) {
            case INVALID_COUNTRY_CODE -> countryMissing(text, region);
            case NOT_A_NUMBER -> "not a phone number";
            case TOO_SHORT_AFTER_IDD -> "too short: hardly anything follows the international prefix";
            case TOO_SHORT_NSN -> tooShort(region);
            case TOO_LONG -> "too long for a phone number";
        };
    }

    private static String countryMissing(String text, String region) {
        if (Blank.trimmed(text).startsWith("+")) {
            return "no country has the calling code after the +";
        }
        return region.equals(Regions.UNKNOWN)
                ? "the country is not known (it takes codes such as GB) and the number has no +"
                : "no country given and the number has no +";
    }

    private static String tooShort(String region) {
        return region.equals(Regions.NONE) || region.equals(Regions.UNKNOWN)
                ? "too short for a phone number"
                : "too short for a number of " + region;
    }

    private String reason(PhoneNumber number, String region) {
        String country =
                library.getRegionCodesForCountryCode(number.getCountryCode()).contains(region)
                        ? region
                        : country(number.getCountryCode());
        return switch (library.isPossibleNumberWithReason(number)) {
            case TOO_SHORT -> "too short for a number of " + country;
            case TOO_LONG -> "too long for a number of " + country;
            case IS_POSSIBLE_LOCAL_ONLY -> "only the local part of a number of " + country + ", without its area code";
            case INVALID_LENGTH -> "no number of " + country + " has so many digits";
            case INVALID_COUNTRY_CODE -> "no country has the calling code " + number.getCountryCode();
            case IS_POSSIBLE -> "long enough, but " + country + " has given out no such number";
        };
    }

    private String country(int callingCode) {
        String region = library.getRegionCodeForCountryCode(callingCode);
        return region.equals(PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY) ? "+" + callingCode : region;
    }
}
