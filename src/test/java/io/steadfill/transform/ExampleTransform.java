package io.steadfill.transform;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.TransformCall;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A user's own transform, {@code iban: { from: column }}: an account number in its electronic form, refused when its check digits are wrong. */
@Component
public class ExampleTransform implements Transform {

    @Override
    public String name() {
        return "iban";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public ColumnFunction bind(TransformCall call) {
        Arguments arguments = Arguments.of(call, "from");
        return new Iban(arguments.column("from"));
    }

    private record Iban(Identifier from) implements ColumnFunction {

        @Override
        public List<Identifier> reads() {
            return List.of(from);
        }

        @Override
        public Outcome apply(@Nullable String[] values) {
            String written = values[0];
            if (written == null) {
                return Outcome.of(null);
            }
            String iban = written.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
            if (!iban.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}")) {
                return Outcome.refused("not in the form of an IBAN");
            }
            return remainder(iban) == 1 ? Outcome.of(iban) : Outcome.refused("the check digits are wrong");
        }

        private static int remainder(String iban) {
            StringBuilder digits = new StringBuilder();
            (iban.substring(4) + iban.substring(0, 4)).chars().forEach(c -> digits.append(Character.digit(c, 36)));
            return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
        }
    }
}
