package io.steadfill.transform.number;

import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneNumberDesc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One region's numbers, as libphonenumber describes them: its own rules, in a form that is quick to ask. Immutable. */
final class NumberPlan {

    private final int callingCode;
    private final NumberPrefix callingCodeAsPrefix;
    private final DigitAutomaton kinds;

    /** By pattern: the lengths that its numbers may have, as bits. The first pattern is the one that all numbers match. */
    private final long[] lengths;

    private final @Nullable DigitAutomaton leadingDigits;

    /** What is dialled before the calling code of another country. */
    private final NumberPrefix internationalPrefix;

    /** What begins a national number and is no part of it. */
    private final NumberPrefix nationalPrefix;

    NumberPlan(PhoneMetadata metadata) throws DigitNfa.Unreadable {
        callingCode = metadata.getCountryCode();
        callingCodeAsPrefix = new NumberPrefix(Integer.toString(callingCode), false);
        List<PhoneNumberDesc> kindsOf = kinds(metadata);
        List<String> patterns = new ArrayList<>();
        lengths = new long[kindsOf.size()];
        for (int i = 0; i < lengths.length; i++) {
            patterns.add(kindsOf.get(i).getNationalNumberPattern());
            lengths[i] = lengths(kindsOf.get(i));
        }
        // A length that is good for local calls only is never taken here; the library says more about it.
        for (int local : metadata.getGeneralDesc().getPossibleLengthLocalOnlyList()) {
            lengths[0] &= ~(1L << local);
        }
        kinds = DigitAutomaton.of(patterns);
        leadingDigits = metadata.hasLeadingDigits() ? DigitAutomaton.of(List.of(metadata.getLeadingDigits())) : null;
        internationalPrefix = new NumberPrefix(metadata.getInternationalPrefix(), false);
        nationalPrefix = new NumberPrefix(
                metadata.getNationalPrefixForParsing(),
                !metadata.getNationalPrefixTransformRule().isEmpty());
    }

    private static List<PhoneNumberDesc> kinds(PhoneMetadata metadata) {
        List<PhoneNumberDesc> kinds = new ArrayList<>(List.of(metadata.getGeneralDesc()));
        for (PhoneNumberDesc kind : List.of(
                metadata.getPremiumRate(),
                metadata.getTollFree(),
                metadata.getSharedCost(),
                metadata.getVoip(),
                metadata.getPersonalNumber(),
                metadata.getPager(),
                metadata.getUan(),
                metadata.getVoicemail(),
                metadata.getFixedLine(),
                metadata.getMobile())) {
            if (!kind.getNationalNumberPattern().isEmpty()) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** A kind that lists no lengths has those of its pattern. */
    private static long lengths(PhoneNumberDesc kind) {
        long lengths = 0;
        for (int length : kind.getPossibleLengthList()) {
            lengths |= length < 0 ? 0 : 1L << length;
        }
        return kind.getPossibleLengthCount() == 0 ? ~0L : lengths;
    }

    int callingCode() {
        return callingCode;
    }

    /** Whether the region gives out such numbers. */
    boolean hasGivenOut(byte[] digits, int from, int to) {
        int matching = kinds.matching(digits, from, to);
        if ((matching & 1) == 0 || !fits(0, to - from)) {
            return false;
        }
        for (int kind = 1; kind < lengths.length; kind++) {
            if ((matching >> kind & 1) != 0 && fits(kind, to - from)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the number has the general form of the region's numbers. */
    boolean hasForm(byte[] digits, int from, int to) {
        return (kinds.matching(digits, from, to) & 1) != 0 && fits(0, to - from);
    }

    private boolean fits(int kind, int length) {
        return length < Long.SIZE && (lengths[kind] >> length & 1) != 0;
    }

    boolean hasLeadingDigits() {
        return leadingDigits != null;
    }

    boolean leads(byte[] digits, int from, int to) {
        return leadingDigits != null && leadingDigits.matchesBeginning(digits, from, to);
    }

    /** Where the calling code of another country begins, after this region's prefix for that; 0 where there is none, -1 where only the library can tell. */
    int afterInternationalPrefix(byte[] digits, int to) {
        int after = internationalPrefix.end(digits, 0, to);
        return after <= 0 || (after < to && digits[after] != 0) ? after : -1;
    }

    /** Whether the number may begin with this region's own calling code, though it is written without a plus. */
    boolean maybeHasCallingCode(byte[] digits, int to) {
        return callingCodeAsPrefix.end(digits, 0, to) > 0 && !hasForm(digits, 0, to);
    }

    /** Where the number begins after a national prefix, or -1 where only the library can tell. */
    int afterNationalPrefix(byte[] digits, int from, int to) {
        int after = nationalPrefix.end(digits, from, to);
        return after <= from || hasForm(digits, after, to) ? after : -1;
    }
}
