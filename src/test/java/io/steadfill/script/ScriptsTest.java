package io.steadfill.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.definition.Vendor;
import io.steadfill.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptsTest {

    private static final String BARRIER =
            "-- steadfill: barrier\nalter table t add constraint c check ((a is null) is not true) not valid;\n";

    @TempDir
    Path folder;

    private void file(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void complains(String... sentences) {
        assertThatThrownBy(() -> Scripts.read(folder, Vendor.POSTGRESQL))
                .isInstanceOf(ProblemException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(sentences));
    }

    @Test
    void readsMarkersAlsoWithTheLineEndsOfWindows() throws IOException {
        file("contract/V1__x.sql", BARRIER.replace("\n", "\r\n"));
        file("contract/U1__x.sql", "alter table t drop constraint c;\r\n");

        assertThat(Scripts.read(folder, Vendor.POSTGRESQL).contract().get(0).barriers())
                .hasSize(1);
    }

    @Test
    void ordersVersionsAsNumbers() throws IOException {
        for (String version : new String[] {"10", "2", "2026_11_22", "1.2", "1.10"}) {
            file("expand/V" + version + "__x.sql", "-- steadfill: no-undo because it is a test\nselect 1");
        }

        assertThat(Scripts.read(folder, Vendor.POSTGRESQL).expand())
                .extracting(script -> script.version().toString())
                .containsExactly("1.2", "1.10", "2", "10", "2026.11.22");
    }

    @Test
    void takesTheVendorsFilesAndMySqlsForMariaDb() throws IOException {
        file("expand/V1__a.sql", "select 1");
        file("expand/postgresql/U1__a.sql", "select 2");
        file("expand/mysql/U1__a.sql", "select 3");

        assertThat(undoFile(Vendor.POSTGRESQL)).isEqualTo("expand/postgresql/U1__a.sql");
        assertThat(undoFile(Vendor.MARIADB)).isEqualTo("expand/mysql/U1__a.sql");

        file("expand/mariadb/U1__a.sql", "select 4");
        assertThat(undoFile(Vendor.MARIADB)).isEqualTo("expand/mariadb/U1__a.sql");
        assertThat(undoFile(Vendor.MYSQL)).isEqualTo("expand/mysql/U1__a.sql");
    }

    private String undoFile(Vendor vendor) {
        Script undo = Scripts.read(folder, vendor).expand().get(0).undo();
        return undo == null ? "none" : undo.file();
    }

    @Test
    void complainsOfEveryFileAtOnce() throws IOException {
        file("expand/V1__a.sql", "select 1");
        file("expand/V1.0__again.sql", "-- steadfill: no-undo because of the test\nselect 1");
        file("expand/V4__b.sql", "select 1");
        file("expand/v2__lower.sql", "select 1");
        file("expand/notes.txt", "?");
        file("expand/oracle/V3__x.sql", "select 1");
        file("contract/U9__alone.sql", "select 1");

        complains(
                "expand/V4__b.sql: it has no undo: add U4__b.sql",
                "expand/V1__a.sql: version 1 is taken by expand/V1.0__again.sql",
                "expand/v2__lower.sql: no name for a script",
                "expand/notes.txt: no name for a script",
                "expand/oracle: no vendor's folder",
                "contract/U9__alone.sql: there is no V9 that it would undo");
    }

    @Test
    void takesTheReadmesWordForAMissingUndo() throws IOException {
        file("expand/V1.2__a.sql", "select 1");
        file("README.md", "steadfill: no-undo V1.2 because the rows are gone\n");

        assertThat(Scripts.read(folder, Vendor.POSTGRESQL).expand().get(0).noUndo())
                .isEqualTo("the rows are gone");
    }

    @Test
    void refusesBarriersThatCannotProtect() throws IOException {
        file("contract/V2__a.sql", "alter table t drop column b;\n" + BARRIER);
        file("contract/V3__b.sql", "-- steadfill: barrier\nalter table t set (fillfactor = 50);");
        file(
                "contract/V4__c.sql",
                BARRIER + "alter table t drop constraint c;\nvacuum t;\nalter table t drop column b;");
        file("expand/V1__d.sql", BARRIER);

        complains(
                "contract/V2__a.sql:3: barriers come first",
                "contract/V3__b.sql:2: 'alter table t set (fillfactor = 50)' is no barrier",
                "contract/V4__c.sql:4: it cannot run under a lock",
                "expand/V1__d.sql:2: a barrier belongs into a contract script");
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void readsTheScriptsOfEveryJobThatComesWithSteadfill(Vendor vendor) throws IOException {
        try (var jobs = Files.list(Path.of("jobs"))) {
            assertThat(jobs.filter(Files::isDirectory).toList()).isNotEmpty().allSatisfy(job -> {
                Scripts scripts = Scripts.read(job, vendor);
                assertThat(scripts.vendor()).isEqualTo(vendor);
            });
        }
    }
}
