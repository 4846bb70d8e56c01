package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.definition.Vendor;
import io.steadfill.testing.Lane;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands over real servers, each answer by its exit code and what it says. */
abstract class CommandsContract {

    private static final String NAMES = "where: name is null\nset: { name: \"concat('n', id)\" }\n";

    private final Lane lane;

    @TempDir
    private Path folder;

    CommandsContract(Lane lane) {
        this.lane = lane;
    }

    @Test
    void aJobGoesFromInitToContract() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job("names", NAMES);
            bench.script("names", "expand/V1__note.sql", "alter table item add column note varchar(10);\n");
            bench.script("names", "expand/U1__note.sql", "alter table item drop column note;\n");

            Terminal.Answer early = bench.say("run", "names");
            assertThat(early.code()).isEqualTo(3);
            assertThat(early.err()).contains("V1__note.sql").endsWith("type: /problems/expand-missing\n");

            assertThat(bench.say("validate").code()).isZero();
            assertThat(bench.say("plan", "names").out()).contains("a second pass changed 0");
            assertThat(bench.say("schema", "expand", "names").out()).contains("applied expand/V1__note.sql");
            assertThat(bench.say("verify", "names").code()).isEqualTo(8);

            Terminal.Answer run = bench.say("run", "names");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("state       COMPLETED").contains("300 walked, 300 changed");
            assertThat(bench.target.count("select count(*) from item where name is null"))
                    .isZero();

            assertThat(bench.say("verify", "names", "--recompute=all").out())
                    .contains("computed again  300 rows, 0 differ");
            assertThat(bench.say("schema", "status", "names").out()).containsPattern("expand.*APPLIED");
            assertThat(bench.say("schema", "undo", "names").code()).isZero();
            assertThat(bench.say("runs").out()).containsPattern("r-\\S+ +names +COMPLETED");
            assertThat(bench.say("doctor", "shop").out()).contains("our tables are there");
        }
    }

    @Test
    void onlyAPersonWhoResumesARunLetsItPassItsCanary() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job("names", NAMES + "canary: 10\n");
            assertThat(bench.say("run", "names").code()).isEqualTo(6);
            assertThat(named(bench)).isEqualTo(10);

            Terminal.Answer again = bench.say("run", "names");

            assertThat(again.code()).as(again.text()).isEqualTo(6);
            assertThat(again.err())
                    .contains("which is held at its canary", "'resume " + bench.run() + "' goes on")
                    .endsWith("type: /problems/canary-held\n");
            assertThat(bench.state()).isEqualTo("PAUSED");
            assertThat(named(bench)).isEqualTo(10);
            Terminal.Answer resumed = bench.say("resume", bench.run());
            assertThat(resumed.code()).as(resumed.text()).isZero();
            assertThat(named(bench)).isEqualTo(Workbench.ROWS);
        }
    }

    private static long named(Workbench bench) {
        return bench.target.count("select count(*) from item where name is not null");
    }

    @Test
    void aJobThatDoesNotFitItsTableIsRefusedInTheServersWords() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job("names", "where: nam is null\nset: { name: \"'x'\" }\n");
            Terminal.Answer where = bench.say("plan", "names");
            assertThat(where.code()).as(where.err()).isEqualTo(2);
            assertThat(where.err()).contains("nam").endsWith("type: /problems/expression-refused\n");

            bench.job("names", "where: name is null\nset: { nam: \"'x'\" }\n");
            for (String command : List.of("plan", "validate")) {
                Terminal.Answer set = bench.say(command, "names");
                assertThat(set.code()).as(set.err()).isEqualTo(2);
                assertThat(set.err()).contains("has no column 'nam'; it has id, name");
            }
        }
    }

    @Test
    void aPlanTellsWhyItsChunkCouldNotBeShownAndCutsLongValues() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job(
                    "names",
                    "where: name is null\nset: { name: \"(select concat(i.id) from item i where i.id > 0)\" }\n");
            Terminal.Answer refused = bench.say("plan", "names");
            assertThat(refused.code()).as(refused.err()).isZero();
            assertThat(refused.out())
                    .contains("to quarantine: ")
                    .contains("no chunk could be shown: the server refused a row of it")
                    .doesNotContain("0 rows matched");

            bench.target.execute("update item set name = '" + "long ".repeat(4) + "' where id > 1");
            bench.target.execute("alter table item add column doc text");
            bench.target.execute("update item set doc = '" + "0123456789".repeat(100) + "' where id = 1");
            bench.job("names", "where: name is null\nset: { name: concat(length(doc)), doc: \"concat(doc, 'x')\" }\n");
            assertThat(bench.say("plan", "names").out())
                    .contains("… 0123456789")
                    .contains("9 (1,000 characters)")
                    .contains("9x (1,001 characters)")
                    .doesNotContain("0123456789".repeat(51));
        }
    }

    @Test
    void whatIsMissingIsToldWithTheLineThatMakesIt() {
        try (Workbench bench = Workbench.bare(folder, lane)) {
            bench.job("names", NAMES);

            Terminal.Answer control = bench.say("run", "names");
            assertThat(control.code()).isEqualTo(2);
            assertThat(control.err()).contains("database init control");

            assertThat(bench.say("database", "init", "control", "--print").out())
                    .contains("create table steadfill_control_run");
            assertThat(bench.say("database", "init", "control").code()).isZero();
            assertThat(bench.say("database", "init", "control").out()).contains("nothing had to be done");

            Terminal.Answer target = bench.say("run", "names");
            assertThat(target.code()).isEqualTo(2);
            assertThat(target.err()).contains("database init shop");
            assertThat(bench.say("database", "init", "shopp").err()).contains("no database 'shopp' is configured");
        }
    }

    @Test
    void rowsThatNobodyCanTakeAreListedWaivedAndTriedAgain() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job("names", """
                    where: name is null
                    set: { name: "concat('n', 1000 / ((id - 7) * (id - 9) * (id - 11)))" }
                    on-waive: { name: "'seven'" }
                    """);
            Terminal.Answer run = bench.say("run", "names");
            assertThat(run.code()).as(run.err() + run.out()).isEqualTo(4);
            assertThat(run.out()).contains("QUARANTINED").contains("3 quarantined");

            Terminal.Answer list = bench.say("quarantine", "list", bench.run());
            assertThat(list.out()).containsPattern("7 +OPEN");
            assertThat(bench.say("quarantine", "waive", bench.run(), "8", "--why", "x")
                            .code())
                    .isEqualTo(2);
            Terminal.Answer unknown = bench.say("quarantine", "retry", bench.run(), "--key", "9", "--key", "8");
            assertThat(unknown.code()).isEqualTo(2);
            assertThat(unknown.err()).contains("nothing was done");
            assertThat(tries(bench)).containsExactly(1, 1, 1);
            assertThat(bench.say("quarantine", "retry", bench.run(), "--key", "9", "--key", "11")
                            .code())
                    .isEqualTo(4);
            assertThat(tries(bench)).containsExactly(1, 2, 2);
            assertThat(bench.say("quarantine", "retry", bench.run()).code()).isEqualTo(4);
            assertThat(tries(bench)).containsExactly(2, 3, 3);

            assertThat(bench.say("quarantine", "waive", bench.run(), "--key", "9", "--key", "8", "--why", "it is seven")
                            .code())
                    .isEqualTo(2);
            assertThat(bench.target.count(ours("select count(*) from %s where state = 'OPEN'", "quarantine")))
                    .isEqualTo(3);
            assertThat(bench.say(
                                    "quarantine",
                                    "waive",
                                    bench.run(),
                                    "--key",
                                    "9",
                                    "--key",
                                    "11",
                                    "--why",
                                    "they are seven")
                            .out())
                    .contains("2 rows were waived");
            assertThat(bench.say("quarantine", "waive", bench.run(), "7", "--why", "it is seven")
                            .out())
                    .contains("needs nothing more");
            assertThat(bench.say("resume", bench.run()).code()).isZero();
            assertThat(bench.target.column(String.class, "select name from item where id in (7, 9, 11)"))
                    .containsExactly("seven", "seven", "seven");
        }
    }

    @Test
    void verifyCountsARowAsWaivedUntilSomebodyChangesIt() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job("names", """
                    where: name is null or name like '?%'
                    set: { name: "concat('n', 1000 / (id - 7))" }
                    on-waive: { name: "'?'" }
                    """);
            assertThat(bench.say("run", "names").code()).isEqualTo(4);
            assertThat(bench.say("quarantine", "waive", bench.run(), "7", "--why", "nobody knows")
                            .code())
                    .isZero();

            Terminal.Answer waived = bench.say("verify", "names");

            assertThat(waived.code()).as(waived.out() + waived.err()).isZero();
            assertThat(waived.out()).containsPattern("rows left +0").containsPattern("waived +1");
            assertThat(bench.say("resume", bench.run()).code()).isZero();
            bench.target.update("update item set name = '? changed since' where id = 7");
            Terminal.Answer changed = bench.say("verify", "names");
            assertThat(changed.code()).isEqualTo(8);
            assertThat(changed.out()).containsPattern("rows left +1").containsPattern("waived +0");
        }
    }

    /** Of the rows in quarantine, the smallest key first. */
    private List<Integer> tries(Workbench bench) {
        return bench.target.column(
                Integer.class, ours("select attempts from %s order by length(key_text), key_text", "quarantine"));
    }

    @Test
    void aTransformFindsTheFilesOfItsJob() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job("names", """
                    where: name is null and id <= 2
                    transform: { name: { lookup: { from: id, file: names.csv } } }
                    """);
            bench.script("names", "names.csv", "1,one\n2,two\n");

            Terminal.Answer run = bench.say("run", "names");

            assertThat(run.code()).as(run.text()).isZero();
            assertThat(bench.target.value(String.class, "select name from item where id = 2"))
                    .isEqualTo("two");
        }
    }

    @Test
    void twoControlDatabasesDoNotShareATarget() {
        try (Workbench first = Workbench.ready(folder.resolve("first"), lane);
                Workbench second = Workbench.bare(folder.resolve("second"), lane)) {
            first.job("names", NAMES);
            second.say("database", "init", "control");

            Terminal.Answer answer = Terminal.say(
                    "run", "names", "--jobs=" + folder.resolve("first/jobs"), "--config=" + mixed(first, second));

            assertThat(answer.code()).isEqualTo(77);
            assertThat(answer.err()).endsWith("type: /problems/control-mismatch\n");
            assertThat(first.target.count("select count(*) from item where name is null"))
                    .isEqualTo(Workbench.ROWS);
        }
    }

    @Test
    void productionWaitsForAnApproval() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job("names", NAMES);
            assertThat(bench.say("database", "init", "shop", "--production").code())
                    .isZero();

            Terminal.Answer answer = bench.say("run", "names");

            assertThat(answer.code()).isEqualTo(7);
            assertThat(answer.err()).contains("waits for an approval").contains("approve a-");
            assertThat(bench.state()).isEqualTo("WAITING");
            assertThat(bench.say("resume", bench.run()).code()).isEqualTo(3);
            assertThat(bench.say("approvals", bench.run()).out())
                    .contains("database 'shop' is marked production")
                    .contains("update item set name = concat('n', id)");
            assertThat(bench.say("approve", bench.run()).code()).isEqualTo(77);
            assertThat(bench.target.count("select count(*) from item where name is null"))
                    .isEqualTo(Workbench.ROWS);

            assertThat(bench.sayAs("bob", "approve", bench.run(), "--why", "looked at it")
                            .code())
                    .isZero();
            assertThat(bench.say("run", "names").code()).isZero();
            assertThat(bench.say("approvals", "--all").out()).containsPattern("USED .* bob");
            aReportSaysWhatTheTargetSays(bench);
            assertThat(bench.sayAs("bob", "approve", bench.run()).err()).endsWith("type: /problems/approval-closed\n");
        }
    }

    private void aReportSaysWhatTheTargetSays(Workbench bench) {
        long changed = bench.target.count(ours("select sum(changed) from %s", "partition"));
        assertThat(changed).isEqualTo(Workbench.ROWS);

        assertThat(bench.say("report", bench.run()).out())
                .contains("| changed | " + changed + " |", "| state | COMPLETED |", "USED, asked by ada", "by bob")
                .contains("| values computed by | steadfill ", "    update item set name = concat('n', id)");
        assertThat(bench.say("report", bench.run(), "-o", "json").out()).contains("\"changed\" : " + changed);
        assertThat(bench.say("report", bench.run(), "-o", "html").out())
                .contains("<td>" + changed + "</td>", "concat(&#39;n&#39;, id)".replace("&#39;", "'"))
                .doesNotContain("<script");
    }

    @Test
    void scriptsOfProductionAreAppliedOnceUnderOneWord() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job("names", NAMES);
            bench.script("names", "expand/V1__note.sql", "alter table item add column note varchar(10);\n");
            bench.script("names", "expand/U1__note.sql", "alter table item drop column note;\n");
            bench.say("database", "init", "shop", "--production");

            assertThat(bench.say("schema", "expand", "names").code()).isEqualTo(7);
            String request = bench.control.value(String.class, "select approval_id from steadfill_control_approval");
            assertThat(bench.say("schema", "expand", "names").err()).contains(request);
            assertThat(bench.sayAs("bob", "approve", request).code()).isZero();
            assertThat(bench.sayAs("bob", "schema", "expand", "names").err())
                    .endsWith("type: /problems/approval-own\n");

            bench.script("names", "expand/V1__note.sql", "alter table item add column note varchar(99);\n");
            assertThat(bench.say("schema", "expand", "names").code()).isEqualTo(7);
            bench.script("names", "expand/V1__note.sql", "alter table item add column note varchar(10);\n");

            assertThat(bench.say("schema", "expand", "names").out()).contains("applied expand/V1__note.sql");
            assertThat(bench.target.column(String.class, ours("select approved_by from %s", "script")))
                    .containsOnly("bob");
            assertThat(bench.say("schema", "expand", "names").code()).isEqualTo(7);

            assertThat(bench.say("schema", "undo", "names").code()).isEqualTo(7);
            assertThat(bench.say("approve", "--break-glass", undo(bench)).code())
                    .isEqualTo(2);
            assertThat(bench.say("approve", "--break-glass", undo(bench), "--why", "it is night")
                            .code())
                    .isZero();
            assertThat(bench.say("schema", "undo", "names").code()).isZero();
            assertThat(bench.say("schema", "undo", "names").code()).isEqualTo(7);
            assertThat(bench.control.column(String.class, "select verb from steadfill_control_audit"))
                    .contains("break-glass");
        }
    }

    private static String undo(Workbench bench) {
        return String.valueOf(bench.control.value(
                String.class, "select approval_id from steadfill_control_approval where kind = 'UNDO'"));
    }

    private String ours(String sql, String table) {
        return sql.formatted(lane.vendor() == Vendor.POSTGRESQL ? "steadfill." + table : "steadfill_" + table);
    }

    @Test
    void aRunIsUndoneOnceAndItsJobMayRunAgain() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job("names", NAMES + "undo: { keep: 14d }\nschedule: { cron: '30 1 * * *', zone: Europe/London }\n");
            assertThat(bench.say("run", "names").code()).isZero();
            bench.target.execute("update item set name = 'mine' where id = 3");
            String run = bench.run();

            bench.say("database", "init", "shop", "--production");
            assertThat(bench.say("undo", run, "--why", "wrong names").code()).isEqualTo(7);
            assertThat(bench.say("status", run).out()).contains("COMPLETED");
            assertThat(bench.sayAs("bob", "approve", undo(bench)).code()).isZero();

            Terminal.Answer undone = bench.say("undo", run, "--why", "wrong names");

            assertThat(undone.code()).as(undone.text()).isZero();
            assertThat(undone.err()).contains("the schedule of 'names' is paused");
            assertThat(undone.out())
                    .containsPattern("state +UNDONE")
                    .contains("299 rows put back; 1 row changed or removed since and left alone");
            assertThat(bench.target.count("select count(*) from item where name is null"))
                    .isEqualTo(299);
            assertThat(bench.say("schedules", "names").out()).contains("was undone: wrong names");
            assertThat(bench.say("audit", "list").out()).contains("UNDOING: wrong names");

            Terminal.Answer again = bench.say("undo", run, "--why", "x");
            assertThat(again.code()).isEqualTo(3);
            assertThat(again.err()).contains("it is undone already");
            assertThat(bench.say("resume", run).code()).isEqualTo(3);
        }
    }

    @Test
    void anUndoPausesTheScheduleThatItsJobHasByNowOrIsNotDone() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job("names", NAMES + "undo: { keep: 14d }\n");
            assertThat(bench.say("run", "names").code()).isZero();
            bench.job("names", NAMES + "undo: { keep: 14d }\nschedule: { cron: '30 1 * * *', zone: Europe/London }\n");
            assertThat(bench.say("schedule", "pause", "names", "--why", "first look")
                            .code())
                    .isZero();
            assertThat(bench.say("schedule", "resume", "names").code()).isZero();

            bench.control.execute("alter table steadfill_control_schedule rename to steadfill_control_away");
            assertThat(bench.say("undo", bench.run(), "--why", "wrong names").code())
                    .isNotZero();
            bench.control.execute("alter table steadfill_control_away rename to steadfill_control_schedule");
            assertThat(bench.state()).isEqualTo("COMPLETED");

            Terminal.Answer undone = bench.say("undo", bench.run(), "--why", "wrong names");
            assertThat(undone.code()).as(undone.text()).isZero();
            assertThat(undone.err()).contains("the schedule of 'names' is paused");
            assertThat(bench.say("schedules", "names").out()).contains("was undone: wrong names");
        }
    }

    @Test
    void aYesForAnUndoIsForWhatTheApproverSaw() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job("names", """
                    where: name is null
                    set: { name: "concat('n', 1000 / (id - 7))" }
                    undo: { keep: 14d }
                    """);
            assertThat(bench.say("run", "names").code()).isEqualTo(4);
            String run = bench.run();
            bench.say("database", "init", "shop", "--production");
            String[] undo = {"undo", run, "--why", "wrong names"};
            assertThat(bench.say(undo).code()).isEqualTo(7);
            assertThat(bench.sayAs("bob", "approve", undo(bench)).code()).isZero();

            bench.target.execute("insert into item (id, name, tokens) values (1001, null, '')");
            assertThat(bench.say("resume", run).code()).isEqualTo(7);
            assertThat(bench.sayAs("bob", "approve", run).code()).isZero();
            Terminal.Answer resumed = bench.say("resume", run);
            assertThat(resumed.code()).as(resumed.text()).isEqualTo(4);

            assertThat(bench.say(undo).code()).isEqualTo(7);
            assertThat(bench.state()).isEqualTo("QUARANTINED");
            assertThat(bench.target.count("select count(*) from item where name is not null"))
                    .isEqualTo(Workbench.ROWS);
            assertThat(bench.sayAs("bob", "approve", run).code()).isZero();
            Terminal.Answer undone = bench.say(undo);
            assertThat(undone.code()).as(undone.text()).isZero();
            assertThat(bench.state()).isEqualTo("UNDONE");
        }
    }

    @Test
    void whatCannotBeUndoneIsRefusedWithTheReason() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job("names", NAMES);
            assertThat(bench.say("run", "names").code()).isZero();
            Terminal.Answer nothingKept = bench.say("undo", bench.run(), "--why", "x");
            assertThat(nothingKept.code()).isEqualTo(3);
            assertThat(nothingKept.err()).contains("kept no old values").endsWith("type: /problems/run-not-undoable\n");

            bench.target.execute("update item set name = null");
            bench.job("again", NAMES + "undo: { keep: 14d }\n");
            bench.script("again", "contract/V2__note.sql", "alter table item add column note varchar(10);\n");
            bench.script("again", "contract/U2__note.sql", "alter table item drop column note;\n");
            assertThat(bench.say("run", "again").code()).isZero();
            assertThat(bench.say("schema", "contract", "again").code()).isZero();
            Terminal.Answer contracted = bench.say("undo", bench.run(), "--why", "x");
            assertThat(contracted.code()).isEqualTo(3);
            assertThat(contracted.err()).contains("'schema undo again' first");

            assertThat(bench.say("schema", "undo", "again").code()).isZero();
            Terminal.Answer undone = bench.say("undo", bench.run(), "--why", "x");
            assertThat(undone.code()).as(undone.text()).isZero();
            assertThat(bench.target.count("select count(*) from item where name is null"))
                    .isEqualTo(300);
            Terminal.Answer anew = bench.say("run", "again");
            assertThat(anew.code()).as(anew.text()).isZero();
        }
    }

    @Test
    void aWaiverIsForTheRowsThatTheApproverSaw() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job("names", """
                    where: name is null and tokens <> 'done'
                    set: { name: "concat('n', 1000 / (id - 7))" }
                    on-waive: { name: "'seven'" }
                    """);
            assertThat(bench.say("run", "names").code()).isEqualTo(4);
            bench.say("database", "init", "shop", "--production");

            String[] waive = {"quarantine", "waive", bench.run(), "7", "--why", "it is seven"};
            assertThat(bench.say(waive).code()).isEqualTo(7);
            assertThat(bench.sayAs("bob", "approve", bench.run()).code()).isZero();

            bench.target.update("update item set tokens = 'changed since' where id = 7");
            assertThat(bench.say(waive).code()).isEqualTo(7);
            assertThat(bench.target.count("select count(*) from item where name = 'seven'"))
                    .isZero();

            bench.target.update("update item set tokens = '' where id = 7");
            assertThat(bench.say(waive).out()).contains("needs nothing more");
            assertThat(bench.target.count("select count(*) from item where name = 'seven'"))
                    .isEqualTo(1);
            assertThat(bench.target.column(String.class, ours("select why from %s", "waiver")))
                    .containsExactly("it is seven (approved by bob)");
        }
    }

    @Test
    void wordsToSchedulesAndStopsAnswerInTheFormThatWasAskedFor() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job("names", NAMES + "schedule: { cron: '30 1 * * *', zone: Europe/London }\n");
            bench.say("stop-all", "--job", "names", "--why", "incident 9");
            String stop = bench.say("stops").out().replaceAll("(?s).*\\n(s-\\S+).*", "$1");

            for (Terminal.Answer answer : List.of(
                    bench.say("schedule", "pause", "names", "--why", "release", "-o", "json"),
                    bench.say("schedule", "resume", "names", "-o", "json"),
                    bench.say("stops", "lift", stop, "-o", "json"))) {
                assertThat(answer.code()).as(answer.text()).isZero();
                assertThat(answer.out()).startsWith("{").endsWith("}\n");
            }
        }
    }

    @Test
    void parametersAreCheckedBeforeAnythingIsStored() {
        try (Workbench bench = Workbench.ready(folder, lane)) {
            bench.job("names", """
                    where: name is null and id <= :last
                    parameters: { last: { type: integer } }
                    set: { name: "concat('n', id)" }
                    """);

            Terminal.Answer missing = bench.say("run", "names");
            assertThat(missing.code()).isEqualTo(2);
            assertThat(missing.err()).contains("the parameter 'last' is missing");
            assertThat(bench.say("run", "names", "-p", "last=ten").code()).isEqualTo(2);
            assertThat(bench.say("run", "names", "-p", "last=10").code()).isZero();
            assertThat(bench.target.count("select count(*) from item where name is not null"))
                    .isEqualTo(10);
        }
    }

    private static Path mixed(Workbench first, Workbench second) {
        Path file = second.folder.resolve("mixed.yaml");
        Workbench.write(file, """
                steadfill:
                  control: { url: "%s" }
                  databases:
                    shop: { url: "%s" }
                """.formatted(second.control.url(), first.target.url()));
        return file;
    }
}
