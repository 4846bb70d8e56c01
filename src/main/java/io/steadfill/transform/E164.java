package io.steadfill.transform;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TransformCall;
import io.steadfill.problem.Nearest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code e164: { number: column, region: column, check: valid|possible, extension: drop|refuse }}: a phone number in international form, such as
 * {@code +442079460000}. Instead of a column, {@code fixed-region: GB} names one country for all rows; {@code none} takes only numbers with a plus.
 *
 * <p>E.164 has no place for an extension: it is dropped, or the row refused. A number of the right length for a subscriber's line only, without its
 * area code, is refused under {@code check: possible} too, because it cannot be dialled. Words are not turned into digits.
 */
final class E164 implements Transform {

    private enum Check {
        VALID,
        POSSIBLE
    }

    private enum Extension {
        DROP,
        REFUSE
    }

    @Override
    public String name() {
        return "e164";
    }

    @Override
    public String version() {
        return LibraryVersion.of(PhoneNumberUtil.class, "com.googlecode.libphonenumber", "libphonenumber");
    }

    @Override
    public ColumnFunction bind(TransformCall call) {
        Arguments arguments = Arguments.of(call, "number", "region", "fixed-region", "check", "extension");
        Identifier number = arguments.column("number");
        if (arguments.has("region") == arguments.has("fixed-region")) {
            throw arguments.refuse(
                    "region",
                    "needs either 'region' (a column with country codes) or 'fixed-region' (a country for all rows, or none), and not both");
        }
        PhoneNumbers numbers = new PhoneNumbers(
                arguments.choice("check", Check.VALID) == Check.VALID,
                arguments.choice("extension", Extension.DROP) == Extension.DROP);
        return arguments.has("region")
                ? new Function(numbers, List.of(number, arguments.column("region")), null)
                : new Function(numbers, List.of(number), fixedRegion(arguments, numbers));
    }

    private static String fixedRegion(Arguments arguments, PhoneNumbers numbers) {
        String written = arguments.text("fixed-region");
        if (written.equals("none")) {
            return Regions.NONE;
        }
        if (!numbers.regions().codes().contains(written)) {
            throw arguments.refuse(
                    "fixed-region",
                    "knows no country '" + written + "'; write two capital letters such as GB, or none"
                            + Nearest.to(written, numbers.regions().codes())
                                    .map(near -> " (did you mean " + near + "?)")
                                    .orElse(""));
        }
        return written;
    }

    /** @param fixedRegion null where the second column has the region */
    private record Function(
            PhoneNumbers numbers,
            List<Identifier> reads,
            @Nullable String fixedRegion) implements ColumnFunction {

        @Override
        public Outcome apply(@Nullable String[] values) {
            String number = values[0];
            if (number == null) {
                return Outcome.of(null);
            }
            return numbers.e164(number, fixedRegion == null ? numbers.regions().code(values[1]) : fixedRegion);
        }
    }
}
