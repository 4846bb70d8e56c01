package io.steadfill.transform;

import static io.steadfill.transform.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.TransformCall;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class TransformsTest {

    private final Transforms transforms = Transforms.standard();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    e146     | did you mean 'e164'?
                    E164     | did you mean 'e164'?
                    email    | did you mean 'e-mail'?
                    uncode   | did you mean 'unicode'?
                    lookups  | did you mean 'lookup'?
                    phone    | known are 'case', 'e-mail', 'e164', 'lookup', 'trim', 'unicode', 'whitespace'
                    """)
    void namesTheNearestTransform(String written, String advice) {
        assertRefused(call(written, "from", "a"), "there is no transform '" + written + "'; " + advice);
    }

    @Test
    void namesTheNearestArgument() {
        assertRefused(
                call("e164", "nubmer", "phone", "region", "country"),
                "transform 'e164' has no argument 'nubmer'; did you mean 'number'?");
        assertRefused(
                call("trim", "from", "a", "x", "b"), "transform 'trim' has no argument 'x'; known are 'from', 'empty'");
    }

    @Test
    void namesTheMissingArgument() {
        assertRefused(
                call("e164", "region", "country"),
                "transform 'e164' needs the argument 'number'; it takes number, region, fixed-region, check, extension");
        assertRefused(call("case", "from", "a"), "transform 'case' needs the argument 'to': lower or upper or title");
        assertRefused(call("e164", "number", "phone"), "needs either 'region'");
        assertRefused(call("e164", "number", "p", "region", "c", "fixed-region", "GB"), "and not both");
    }

    @Test
    void namesTheTypeThatIsWanted() {
        assertRefused(
                call("trim", "from", 12),
                "transform 'trim' wants a text for 'from', not '12'; put it in quotes if a text is meant");
        assertRefused(call("trim", "from", List.of("a")), "wants a text for 'from', not a list");
        assertRefused(call("trim", "from", Map.of("a", 1)), "wants a text for 'from', not a map");
        assertRefused(call("trim", "from", null), "wants a text for 'from', not nothing");
        assertRefused(call("trim", "from", " "), "got an empty 'from'; give it a value or leave it out");
        assertRefused(call("e-mail", "from", "a", "lower-local", "yes"), "wants true or false for 'lower-local'");
        assertRefused(
                call("e164", "number", "p", "region", "c", "check", "vaild"),
                "cannot take 'vaild' for 'check'; did you mean 'valid'?");
        assertRefused(call("e164", "number", "p", "fixed-region", "XX"), "knows no country 'XX'");
        assertRefused(call("e164", "number", "p", "fixed-region", "gb"), "did you mean GB?");
        assertRefused(call("unicode", "from", "a", "form", "nfc"), "write NFC, NFD, NFKC or NFKD");
        assertRefused(call("case", "from", "a", "to", "upper", "locale", "xx-yy"), "knows no locale 'xx-yy'");
    }

    @Test
    void refusesTwoTransformsOfOneName() {
        assertThatThrownBy(() -> new Transforms(List.of(new Trim(), new Trim())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two transforms are named 'trim'");
    }

    @Test
    void saysWhatComputedEachColumn() {
        Map<Identifier, TransformCall> calls =
                Map.of(new Identifier("phone_e164"), call("e164", "number", "phone", "fixed-region", "GB"));

        assertThat(transforms.versions(calls).get(new Identifier("phone_e164")))
                .matches("e164 libphonenumber \\d+\\.\\d+\\.\\d+");
        assertThat(transforms.bind(calls)).containsOnlyKeys(new Identifier("phone_e164"));
    }

    @Test
    void findsAUsersTransformAmongTheBeans() {
        try (var context =
                new AnnotationConfigApplicationContext(TransformConfiguration.class, ExampleTransform.class)) {
            Transforms found = context.getBean(Transforms.class);

            assertThat(found.names())
                    .containsExactly("case", "e-mail", "e164", "iban", "lookup", "trim", "unicode", "whitespace");
            assertThat(Calls.apply(found.bind(call("iban", "from", "account")), "de89 3704 0044 0532 0130 00")
                            .value())
                    .isEqualTo("DE89370400440532013000");
        }
    }

    private void assertRefused(TransformCall call, String detail) {
        assertThatThrownBy(() -> transforms.bind(call)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem()).isEqualTo(Problem.TRANSFORM_INVALID);
            assertThat(e.detail()).contains(detail);
            assertThat(e.facts()).containsEntry("transform", call.name());
        });
    }
}
