package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateOfflineTest {

    @TempDir
    private Path jobs;

    @Test
    void theJobsThatComeWithSteadfillAreValid() {
        Terminal.Answer answer = Terminal.sayOffline("validate", "--offline");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out().lines()).hasSizeGreaterThanOrEqualTo(8).allMatch(line -> line.endsWith(": valid"));
    }

    @Test
    void aFolderWithoutJobsIsNotCalledValid() {
        Terminal.Answer answer = Terminal.sayOffline("validate", "--offline", "--jobs", jobs.toString());

        assertThat(answer.code()).isEqualTo(99);
        assertThat(answer.err()).contains("there is no job in '" + jobs + "'").contains("--jobs");
    }

    @Test
    void everyComplaintOfEveryJobIsALineOfItsOwn() throws IOException {
        job("good", "set: { name: upper(name) }");
        job("bad", "tranform: { name: trim }\nsett: { a: b }");
        job("strange", "transform: { name: { trimm: {} } }");

        Terminal.Answer answer = Terminal.sayOffline("validate", "--offline", "--jobs", jobs.toString());

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).contains("good: valid").containsPattern("bad: \\d+ complaints?");
        assertThat(answer.err())
                .contains("error: " + jobs.resolve("bad/job.yaml") + ":5:1: unknown key 'tranform'")
                .contains("error: " + jobs.resolve("strange/job.yaml") + ":5:")
                .contains("did you mean 'trim'?")
                .endsWith("type: /problems/definition-invalid\n");
    }

    @Test
    void jsonHasTheComplaintsByJob() throws IOException {
        job("bad", "sett: { a: b }");

        Terminal.Answer answer =
                Terminal.sayOffline("validate", "bad", "--offline", "-o", "json", "--jobs", jobs.toString());

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).startsWith("{").contains("\"bad\" : [").contains("unknown key 'sett'");
    }

    @Test
    void aJobThatIsNotThereIsAnsweredWithTheNearest() throws IOException {
        job("good", "set: { name: upper(name) }");

        Terminal.Answer answer = Terminal.sayOffline("validate", "goood", "--offline", "--jobs", jobs.toString());

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("did you mean 'good'?");
    }

    private void job(String name, String work) throws IOException {
        Path folder = Files.createDirectories(jobs.resolve(name));
        Files.writeString(
                folder.resolve("job.yaml"),
                "job: " + name + "\ndatabase: shop\ntable: customers\nwhere: name is null\n" + work + "\n");
    }
}
