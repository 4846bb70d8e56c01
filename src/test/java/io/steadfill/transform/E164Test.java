package io.steadfill.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class E164Test {

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final ColumnFunction byColumn = Calls.bind("e164", "number", "phone", "region", "country");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    020 7946 0958                | GB  | +442079460958
                    (020) 7946-0958              | GB  | +442079460958
                    +44 (0)20 7946 0958          | GB  | +442079460958
                    +44 (0)20 7946 0958          | US  | +442079460958
                    +44 20 7946 0958             |     | +442079460958
                    0044 20 7946 0958            | DE  | +442079460958
                    011 44 20 7946 0958          | US  | +442079460958
                    020.7946.0958                | gb  | +442079460958
                    020 7946 0958                | GBR | +442079460958
                    020 7946 0958                | UK  | +442079460958
                    020 7946 0958                | ' Gb ' | +442079460958
                    020 7946 0958 ext. 12        | GB  | +442079460958
                    020 7946 0958 x12            | GB  | +442079460958
                    tel:+44-20-7946-0958         |     | +442079460958
                    tel:+44-20-7946-0958;ext=12  |     | +442079460958
                    ０２０ ７９４６ ０９５８       | GB  | +442079460958
                    ＋４４２０７９４６０９５８     |     | +442079460958
                    06 698 12345                 | IT  | +390669812345
                    +39 06 698 12345             | IT  | +390669812345
                    (212) 555-0123               | US  | +12125550123
                    1-212-555-0123               | CA  | +12125550123
                    +800 1234 5678               |     | +80012345678
                    """)
    void writesNumbersInInternationalForm(String number, String region, String expected) {
        assertThat(Calls.apply(byColumn, number, region)).isEqualTo(Outcome.of(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    020 7946          | GB  | long enough, but GB has given out no such number
                    7946 0958         | GB  | only the local part of a number of GB, without its area code
                    020               | GB  | too short for a number of GB
                    1                 | GB  | not a phone number
                    020 7946 0958     |     | no country given and the number has no +
                    020 7946 0958     | ' ' | no country given and the number has no +
                    020 7946 0958     | Mars | the country is not known (it takes codes such as GB) and the number has no +
                    020 7946 0958 123456 | GB | too long for a number of GB
                    +999 123 456 789  | GB  | no country has the calling code after the +
                    n/a               | GB  | not a phone number
                    ask wife          | GB  | not a phone number
                    12                | GB  | too short for a number of GB
                    ''                | GB  | empty
                    '   '             | GB  | empty
                    020 79460958 home | GB  | letters among the digits; write the number in digits only
                    1-800-FLOWERS     | US  | letters among the digits; write the number in digits only
                    099 9999 9999     | GB  | long enough, but GB has given out no such number
                    +1 099 999 9999   | GB  | long enough, but US has given out no such number
                    +                 | GB  | not a phone number
                    """)
    void refusesInWordsThatAnOperatorUnderstands(String number, String region, String why) {
        assertThat(Calls.apply(byColumn, number, region)).isEqualTo(Outcome.refused(why));
    }

    @Test
    void keepsNullAsNull() {
        assertThat(Calls.apply(byColumn, null, "GB")).isEqualTo(Outcome.of(null));
    }

    @Test
    void takesEveryExampleNumberOfEveryRegionInEveryForm() {
        int tried = 0;
        for (String region : library.getSupportedRegions()) {
            for (PhoneNumberType type : library.getSupportedTypesForRegion(region)) {
                PhoneNumber example = library.getExampleNumberForType(region, type);
                if (example == null || !library.isValidNumber(example)) {
                    continue;
                }
                String expected = library.format(example, PhoneNumberFormat.E164);
                for (PhoneNumberFormat format : PhoneNumberFormat.values()) {
                    String written = library.format(example, format);
                    assertThat(Calls.apply(byColumn, written, region))
                            .as("%s of %s as %s", written, region, format)
                            .isEqualTo(Outcome.of(expected));
                    tried++;
                }
            }
        }
        assertThat(tried).isGreaterThan(4_000);
    }

    @Test
    void changesNothingThatIsInternationalAlready() {
        for (String region : library.getSupportedRegions()) {
            String once = library.format(library.getExampleNumber(region), PhoneNumberFormat.E164);

            assertThat(Calls.apply(byColumn, once, null)).isEqualTo(Outcome.of(once));
            assertThat(Calls.apply(byColumn, once, "US")).isEqualTo(Outcome.of(once));
        }
    }

    @Test
    void takesPossibleNumbersWhereTheJobSaysSo() {
        ColumnFunction possible = Calls.bind("e164", "number", "phone", "fixed-region", "GB", "check", "possible");

        assertThat(Calls.apply(possible, "099 9999 9999").value()).isEqualTo("+449999999999");
        assertThat(Calls.apply(possible, "7946 0958").refusal()).contains("only the local part");
        assertThat(Calls.apply(possible, "020").refusal()).isEqualTo("too short for a number of GB");
    }

    @Test
    void refusesAnExtensionWhereTheJobSaysSo() {
        ColumnFunction strict = Calls.bind("e164", "number", "phone", "fixed-region", "GB", "extension", "refuse");

        assertThat(Calls.apply(strict, "020 7946 0958 x12").refusal()).contains("it has an extension");
        assertThat(Calls.apply(strict, "020 7946 0958").value()).isEqualTo("+442079460958");
    }

    @Test
    void takesOnlyNumbersWithAPlusWhereThereIsNoRegion() {
        ColumnFunction none = Calls.bind("e164", "number", "phone", "fixed-region", "none");

        assertThat(Calls.apply(none, "+442079460958").value()).isEqualTo("+442079460958");
        assertThat(Calls.apply(none, "020 7946 0958").refusal()).contains("no country given");
    }

    @Test
    void readsNumbersCopiedFromAnAddressBook() {
        assertThat(Calls.apply(byColumn, "\u202a+44 20 7946 0958\u202c", null).value())
                .isEqualTo("+442079460958");
        assertThat(Calls.apply(byColumn, "\u200e020\u00a07946\u200b0958\ufeff", "GB")
                        .value())
                .isEqualTo("+442079460958");
    }

    @Test
    void refusesHostileText() {
        for (String hostile : new String[] {
            "9".repeat(10_000_000),
            "+".repeat(250),
            "\ud83d",
            "+44\ud83d2079460958",
            "\u0000",
            "(".repeat(250),
            ";ext=".repeat(50)
        }) {
            assertThat(Calls.apply(byColumn, hostile, "GB").isRefused()).isTrue();
        }
    }
}
