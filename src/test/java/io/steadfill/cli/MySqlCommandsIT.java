package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.testing.Lane;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class MySqlCommandsIT extends CommandsContract {

    MySqlCommandsIT() {
        super(Lane.MYSQL);
    }

    @Test
    void aStatementWhoseEndNobodyKnowsIsSettledByAWord(@TempDir Path jobs) {
        try (Workbench bench = Workbench.ready(jobs, Lane.MYSQL)) {
            bench.job("names", "where: name is null\nset:\n  name: \"'x'\"\n");
            bench.target.execute("create procedure tidy() select 1");
            bench.script("names", "expand/V1__tidy.sql", "call tidy();\n");
            bench.script("names", "expand/U1__tidy.sql", "select 1;\n");
            assertThat(bench.say("schema", "expand", "names").code()).isZero();
            bench.target.execute("update steadfill_script set outcome = 'running'");

            assertThat(bench.say("schema", "expand", "names").err())
                    .contains("schema settle JOB expand/V1__tidy.sql:1 done, or not-done");
            assertThat(bench.say("schema", "settle", "names", "expand/V1__tidy.sql:1", "maybe")
                            .code())
                    .isEqualTo(2);
            assertThat(bench.say("schema", "settle", "names", "expand/V1__tidy.sql:7", "done")
                            .err())
                    .contains("no statement begins at");
            assertThat(bench.say("schema", "settle", "names", "expand/V1__tidy.sql:1", "not-done")
                            .code())
                    .isZero();
            assertThat(bench.say("schema", "expand", "names").out()).contains("applied expand/V1__tidy.sql");
            assertThat(bench.say("schema", "settle", "names", "expand/V1__tidy.sql:1", "done")
                            .err())
                    .contains("nothing to settle");
        }
    }
}
