package io.steadfill.definition.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.problem.ProblemException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunParametersTest {

    private static final OffsetDateTime STARTED = OffsetDateTime.parse("2026-01-31T03:30:00.123456789+02:00");
    private static final List<Parameter> DECLARED = List.of(
            new Parameter("cutoff", Parameter.Type.DATE, null, null),
            new Parameter("factor", Parameter.Type.DECIMAL, "1.10", null),
            new Parameter("most", Parameter.Type.INTEGER, "7", null),
            new Parameter("hard", Parameter.Type.BOOLEAN, "false", null),
            new Parameter("since", Parameter.Type.TIMESTAMP, "2020-01-01T00:00:00+01:00", null),
            new Parameter("note", Parameter.Type.TEXT, "a=\"b\"", null));

    @Test
    void haveTheTypesThatAreDeclared() {
        RunParameters parameters = RunParameters.parse(DECLARED, List.of("cutoff=2020-02-29", "most=8"), STARTED);

        assertThat(parameters.forSql())
                .isEqualTo(Map.of(
                        "cutoff",
                        LocalDate.of(2020, 2, 29),
                        "factor",
                        new BigDecimal("1.10"),
                        "most",
                        8L,
                        "hard",
                        false,
                        "since",
                        OffsetDateTime.parse("2019-12-31T23:00:00Z"),
                        "note",
                        "a=\"b\"",
                        "started",
                        OffsetDateTime.parse("2026-01-31T01:30:00.123456Z")));
    }

    @Test
    void haveOneTextWhichIsReadBack() {
        RunParameters parameters = RunParameters.parse(DECLARED, List.of("cutoff=2020-02-29"), STARTED);

        assertThat(parameters.text()).isEqualTo("""
                        {"cutoff":"2020-02-29","factor":"1.1","hard":"false","most":"7","note":"a=\\"b\\"",\
                        "since":"2019-12-31T23:00:00Z","started":"2026-01-31T01:30:00.123456Z"}""");
        assertThat(RunParameters.read(DECLARED, parameters.text()).text()).isEqualTo(parameters.text());
    }

    @Test
    void areTheSameForTheSameValuesWhenEverTheyAreGiven() {
        RunParameters one = RunParameters.parse(DECLARED, List.of("cutoff=2020-02-29", "factor=1.1"), STARTED);
        RunParameters two =
                RunParameters.parse(DECLARED, List.of("factor=1.100", "cutoff=2020-02-29"), STARTED.plusDays(1));
        RunParameters other = RunParameters.parse(DECLARED, List.of("cutoff=2020-03-01"), STARTED);

        assertThat(one.identity()).hasSize(64).isEqualTo(two.identity()).isNotEqualTo(other.identity());
        assertThat(one.text()).isNotEqualTo(two.text());
    }

    @Test
    void areRefusedAllAtOnceWithTheNearestName() {
        assertThatThrownBy(() -> RunParameters.parse(
                        DECLARED,
                        List.of("cutof=2020-01-01", "most=many", "hard", "note=a", "note=b", "started=now"),
                        STARTED))
                .isInstanceOf(ProblemException.class)
                .hasMessage("""
                        'hard' is no parameter; write name=value
                        the parameter 'note' is given twice; leave one out
                        the job has no parameter 'cutof'; did you mean 'cutoff'?
                        'started' is the run's own start; leave it out
                        the parameter 'cutoff' is missing; give cutoff=a date such as 2026-01-31
                        the parameter 'most' is of type integer, not 'many'; give a whole number such as 42""");
    }

    @Test
    void areRefusedWhenTheStoredTextIsSpoilt() {
        for (String text : List.of("", "{", "[]", "{}", "{\"started\":\"now\"}")) {
            assertThatThrownBy(() -> RunParameters.read(List.of(), text))
                    .as(text)
                    .isInstanceOf(ProblemException.class);
        }
    }
}
