package io.steadfill.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TextTransformsTest {

    private static final String HOSTILE =
            " aA\u00a0\u200b\u200d\ufeff\u202e\u202c\u2068\u2069\u0000\t\r\n@.ßẞİıiIΣσς'’éÌįe\u0301ǆǅ\ufb01Å\ud83d\ude00\ud83d\ude00\ud800";

    static List<ColumnFunction> idempotent() {
        return List.of(
                Calls.bind("trim", "from", "a"),
                Calls.bind("trim", "from", "a", "empty", "to-null"),
                Calls.bind("whitespace", "from", "a"),
                Calls.bind("whitespace", "from", "a", "invisible", "keep"),
                Calls.bind("case", "from", "a", "to", "lower"),
                Calls.bind("case", "from", "a", "to", "upper"),
                Calls.bind("case", "from", "a", "to", "title"),
                Calls.bind("case", "from", "a", "to", "title", "locale", "tr"),
                Calls.bind("case", "from", "a", "to", "lower", "locale", "lt"),
                Calls.bind("case", "from", "a", "to", "upper", "locale", "lt"),
                Calls.bind("case", "from", "a", "to", "title", "locale", "lt"),
                Calls.bind("unicode", "from", "a", "form", "NFC"),
                Calls.bind("unicode", "from", "a", "form", "NFD"),
                Calls.bind("unicode", "from", "a", "form", "NFKC"),
                Calls.bind("unicode", "from", "a", "form", "NFKD"),
                Calls.bind("e-mail", "from", "a"),
                Calls.bind("e-mail", "from", "a", "lower-local", true));
    }

    @ParameterizedTest
    @MethodSource("idempotent")
    void changesNothingTheSecondTime(ColumnFunction function) {
        Random random = new Random(20261122);
        for (int n = 0; n < 20_000; n++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(HOSTILE.charAt(random.nextInt(HOSTILE.length())));
            }
            String in = n % 3 == 0 ? text + "@" + text.reverse() + ".de" : text.toString();
            Outcome once = Calls.apply(function, in);
            if (!once.isRefused()) {
                assertThat(Calls.apply(function, once.value()))
                        .as("of '%s'", in)
                        .isEqualTo(once);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("idempotent")
    void keepsNullAndEndsOnLongText(ColumnFunction function) {
        assertThat(Calls.apply(function, (String) null)).isEqualTo(Outcome.of(null));
        for (String unit : new String[] {" ", "a ", "\u200b", "@", "é."}) {
            Outcome outcome = Calls.apply(function, unit.repeat(10_000_000 / unit.length()));
            assertThat(outcome.isRefused()
                            || outcome.value() == null
                            || outcome.value().length() <= 20_000_000)
                    .isTrue();
        }
    }

    @Test
    void trimsMoreThanJavaDoes() {
        ColumnFunction trim = Calls.bind("trim", "from", "a");

        assertThat(Calls.apply(trim, "\ufeff\u200e \u00a0\tJane  Doe\u3000\r\n\u200b")
                        .value())
                .isEqualTo("Jane  Doe");
        assertThat(Calls.apply(trim, " \u00a0 ").value()).isEmpty();
        assertThat(Calls.apply(Calls.bind("trim", "from", "a", "empty", "to-null"), " \u00a0 "))
                .isEqualTo(Outcome.of(null));
    }

    @Test
    void leavesNoDirectionOpenThatWasClosedBefore() {
        ColumnFunction trim = Calls.bind("trim", "from", "a");

        assertThat(Calls.apply(trim, " Jane \u2068Doe\u2069 ").value()).isEqualTo("Jane \u2068Doe\u2069");
        assertThat(Calls.apply(trim, "\u202bJane\u202c Doe \u202c").value()).isEqualTo("\u202bJane\u202c Doe");
        assertThat(Calls.apply(trim, "\u2066\u2068Jane\u2069 \u202ddoe\u202c\u2069")
                        .value())
                .isEqualTo("\u2068Jane\u2069 \u202ddoe\u202c");
        assertThat(Calls.apply(trim, "\u2068 Jane Doe \u2069").value()).isEqualTo("Jane Doe");
        assertThat(Calls.apply(trim, "\u202b\u2068Jane\u202c Doe\u2069 ").value())
                .isEqualTo("\u202b\u2068Jane\u202c Doe\u2069");
    }

    @Test
    void collapsesRunsOfBlanks() {
        ColumnFunction whitespace = Calls.bind("whitespace", "from", "a");

        assertThat(Calls.apply(whitespace, " 12 \u00a0 Baker\u200b Street,\r\n\tLondon\u2003")
                        .value())
                .isEqualTo("12 Baker Street, London");
        assertThat(Calls.apply(whitespace, "\ud83d\udc68\u200d\ud83d\udc69").value())
                .isEqualTo("\ud83d\udc68\u200d\ud83d\udc69");
        assertThat(Calls.apply(Calls.bind("whitespace", "from", "a", "invisible", "keep"), "a\u200bb")
                        .value())
                .isEqualTo("a\u200bb");
    }

    @ParameterizedTest
    @CsvSource({
        "lower, , STRASSE ÅÉ, strasse åé",
        "lower, , ΟΔΟΣ, οδος",
        "upper, , straße, STRASSE",
        "lower, tr, TITLE I, tıtle ı",
        "upper, tr, title i, TİTLE İ",
        "lower, , TITLE I, title i",
        "title, , mARY o'neil-SMITH of the 2nd, Mary O'neil-Smith Of The 2nd",
        "title, , l’été À PARIS, L’été À Paris",
        "title, tr, ISPARTA izmir, Isparta İzmir",
        "title, , ǆurđa, ǅurđa",
        "title, lt, Ìš KITUR, I\u0300š Kitur",
    })
    void changesCase(String to, String locale, String in, String out) {
        ColumnFunction function = locale == null
                ? Calls.bind("case", "from", "a", "to", to)
                : Calls.bind("case", "from", "a", "to", to, "locale", locale);

        assertThat(Calls.apply(function, in).value()).isEqualTo(out);
    }

    @ParameterizedTest
    @CsvSource({"NFC, e\u0301, é", "NFD, é, e\u0301", "NFKC, \ufb01\u2460, fi1", "NFKD, \ufb01é, fie\u0301"})
    void bringsUnicodeToOneForm(String form, String in, String out) {
        assertThat(Calls.apply(Calls.bind("unicode", "from", "a", "form", form), in)
                        .value())
                .isEqualTo(out);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ' Jane.Doe@Example.COM '  | Jane.Doe@example.com
                    jane+tag@EXAMPLE.com      | jane+tag@example.com
                    jane@MÜNCHEN.de           | jane@xn--mnchen-3ya.de
                    jane@xn--MNCHEN-3ya.de    | jane@xn--mnchen-3ya.de
                    jane@例え.jp              | jane@xn--r8jz45g.jp
                    müller@example.com        | müller@example.com
                    '"a b"@Example.com'       | '"a b"@example.com'
                    """)
    void writesAddressesWithTheirDomainInLowerCaseAscii(String in, String out) {
        assertThat(Calls.apply(Calls.bind("e-mail", "from", "a"), in)).isEqualTo(Outcome.of(out));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    jane                | no e-mail address: it has no @
                    ' '                 | empty
                    jane@localhost      | no e-mail address: missing top level domain
                    jane@b..de          | no e-mail address: multiple dot separators
                    a b@c.de            | no e-mail address: invalid whitespace
                    Jane <jane@c.de>    | no e-mail address
                    jane(work)@c.de     | no e-mail address: it has a comment in brackets
                    jane@straße.de      | old and new rules
                    jane@\u00e4..de     | the domain cannot be written in ASCII
                    jane@[1.2.3.4]      | no e-mail address: contains ip domain
                    a@b@c.de            | no e-mail address: multiple at symbols
                    """)
    void refusesWhatIsNoAddress(String in, String why) {
        assertThat(Calls.apply(Calls.bind("e-mail", "from", "a"), in).refusal()).contains(why);
    }

    @Test
    void lowersTheLocalPartOnlyWhenAsked() {
        assertThat(Calls.apply(Calls.bind("e-mail", "from", "a", "lower-local", true), "Jane@X.de")
                        .value())
                .isEqualTo("jane@x.de");
    }
}
