package io.steadfill.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Vendor;
import io.steadfill.definition.Work;
import io.steadfill.definition.file.JobFile;
import io.steadfill.definition.file.Jobs;
import io.steadfill.script.Scripts;
import io.steadfill.transform.Transforms;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The job files that come with Steadfill. */
class JobFoldersTest {

    private final Jobs jobs = new Jobs(Path.of("jobs"));
    private final Jobs.Loaded loaded = jobs.loadAll();

    @Test
    void areAllValid() {
        assertThat(loaded.complaints()).isEmpty();
        assertThat(loaded.files()).hasSize(8);
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void haveCompanionScriptsThatCanBeRunAndTakenBack(Vendor vendor) {
        for (JobDefinition job : definitions()) {
            Scripts scripts = Scripts.read(jobs.folder(job.name()), vendor);

            assertThat(Stream.concat(scripts.expand().stream(), scripts.contract().stream()))
                    .as(job.name())
                    .allMatch(script -> script.undo() != null);
            assertThat(scripts.expand().isEmpty() && scripts.contract().isEmpty())
                    .as(job.name())
                    .isEqualTo(job.name().equals("raise-prices"));
        }
    }

    @Test
    void callOnlyTransformsThatAreThere() {
        List<JobDefinition> transforming = definitions().stream()
                .filter(job -> job.work() instanceof Work.TransformColumns)
                .toList();

        assertThat(transforming)
                .extracting(JobDefinition::name)
                .containsExactlyInAnyOrder("normalise-phones", "normalise-emails");
        for (JobDefinition job : transforming) {
            Work.TransformColumns work = (Work.TransformColumns) job.work();
            assertThat(Transforms.standard().forJob(jobs.folder(job.name())).bind(work.columns()))
                    .hasSameSizeAs(work.columns());
        }
    }

    @Test
    void lockRowsFirstWhereTheyReadAnotherTable() {
        assertThat(definitions().stream()
                        .filter(JobDefinition::readsOtherTables)
                        .map(JobDefinition::name))
                .containsExactlyInAnyOrder("order-totals", "purge-orphan-orders");
    }

    @Test
    void sayOnceWhatHappensToAWatchedColumn() {
        assertThat(definitions().stream().filter(job -> job.touch() != null).map(JobDefinition::name))
                .containsExactly("raise-prices");
    }

    private List<JobDefinition> definitions() {
        return loaded.files().stream().map(JobFile::definition).toList();
    }
}
