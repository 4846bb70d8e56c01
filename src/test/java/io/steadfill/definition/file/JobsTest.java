package io.steadfill.definition.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.steadfill.definition.Vendor;
import io.steadfill.definition.yaml.Complaint;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void makeTwoJobs() throws IOException {
        write("broken", JobText.HEAD + JobText.WHERE + JobText.SET);
        write("archive-orders", JobText.HEAD);
        Files.createDirectory(folder.resolve("no-job"));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name));
        Files.writeString(folder.resolve(name).resolve("job.yaml"), text);
    }

    @Test
    void areListedAndLoadedByName() {
        Jobs jobs = new Jobs(folder);

        assertThat(jobs.names()).containsExactly("archive-orders", "broken");
        assertThat(jobs.load("broken").definition().name()).isEqualTo("broken");
        assertThat(JobFile.ofText(jobs.load("broken").definition().text()).definition())
                .isEqualTo(jobs.load("broken").definition());
    }

    @Test
    void areLoadedAllWithTheComplaintsOfEach() {
        Jobs.Loaded loaded = new Jobs(folder).loadAll();

        assertThat(loaded.files()).extracting(file -> file.definition().name()).containsExactly("broken");
        assertThat(loaded.complaints()).containsOnlyKeys("archive-orders");
        assertThat(loaded.complaints().get("archive-orders"))
                .extracting(Complaint::message)
                .contains("the job is called 'broken', its folder 'archive-orders'");
    }

    @Test
    void areMissedWithTheNearestName() {
        ProblemException refusal =
                catchThrowableOfType(ProblemException.class, () -> new Jobs(folder).load("archive-order"));

        assertThat(refusal.problem()).isEqualTo(Problem.JOB_NOT_FOUND);
        assertThat(refusal.detail()).endsWith("did you mean 'archive-orders'?");
        for (String name : List.of("", "..", "../broken", "/", "no-job", "a\u0000b")) {
            assertThatThrownBy(() -> new Jobs(folder).load(name)).isInstanceOf(ProblemException.class);
        }
        assertThatThrownBy(() -> new Jobs(folder.resolve("nowhere")).names()).isInstanceOf(ProblemException.class);
    }

    @Test
    void letOtherRoomsComplainWithLineAndColumn() {
        Complaint complaint = new Jobs(folder)
                .load("broken")
                .complaint(List.of("set", "phone"), "there is no such column", "write fax");

        assertThat(complaint.text()).endsWith("job.yaml:6:3: there is no such column; write fax");
        assertThat(complaint.path()).isEqualTo("set.phone");
    }

    @Test
    void thatAreShippedAreValidOnEveryVendor() {
        Jobs.Loaded shipped = new Jobs(Path.of("jobs")).loadAll();

        assertThat(shipped.complaints()).isEmpty();
        assertThat(shipped.files()).isNotEmpty().allSatisfy(file -> {
            for (Vendor vendor : Vendor.values()) {
                assertThat(file.complaintsOn(vendor)).isEmpty();
            }
        });
    }
}
