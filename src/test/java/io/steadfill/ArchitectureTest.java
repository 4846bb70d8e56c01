package io.steadfill;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a room may know of the others and of the libraries: the whole architecture, as far as a machine can check it. */
@AnalyzeClasses(packages = "io.steadfill", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** From the ground up; a room knows rooms of lower floors only, so also none of its own floor. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("problem", "digest"),
            Set.of("keyset"),
            Set.of("definition"),
            Set.of("database"),
            Set.of("checkpoint", "transform", "throttle", "control", "script"),
            Set.of("quarantine", "audit"),
            Set.of("access"),
            Set.of("verify", "chunk", "approval"),
            Set.of("schema", "engine"),
            Set.of("run"),
            Set.of("cluster", "schedule", "notice", "report"),
            Set.of("retention", "desk"),
            Set.of("demo"),
            // Nobody knows metrics: it listens.
            Set.of("api", "console", "cli", "metrics"));

    @ArchTest
    static final ArchRule roomsKnowOnlyRoomsBelow =
            ArchRuleDefinition.classes().should(knowOnlyRoomsBelow()).because("design, section 7");

    /** Also within a room that has rooms of its own. */
    @ArchTest
    static final ArchRule noTwoPackagesKnowEachOther =
            SlicesRuleDefinition.slices().matching("io.steadfill.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheEnginesBatchAndControlSeeSpringBatch =
            only(List.of("engine.batch", "control"), "org.springframework.batch..");

    /** The stores know no permission and leave no line in the audit trail: that is the verbs' part. */
    @ArchTest
    static final ArchRule onlyRunsSeeTheirRecord = only(List.of("run"), "io.steadfill.run.record..");

    @ArchTest
    static final ArchRule onlyAFewRoomsSeeAVendorsDriver = only(
            List.of("database.postgresql", "database.mysql", "database.doctor", "database.bulk"),
            "org.postgresql..",
            "com.mysql..",
            "org.mariadb..");

    /** Everybody else has the dialect of a database that is open. */
    @ArchTest
    static final ArchRule onlyAConnectionPicksPostgreSql =
            only(List.of("database.postgresql", "database.connection"), "io.steadfill.database.postgresql..");

    @ArchTest
    static final ArchRule onlyAConnectionPicksMySql =
            only(List.of("database.mysql", "database.connection"), "io.steadfill.database.mysql..");

    @ArchTest
    static final ArchRule noQueryKeepsItsConnection = noClasses()
            .should()
            .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
            .because("its stream holds a connection of the pool until somebody closes it: take the list's");

    @ArchTest
    static final ArchRule nothingThatWaitsTakesTheSharedPool = noClasses()
            .should()
            .callMethod(CompletableFuture.class, "supplyAsync", Supplier.class)
            .orShould()
            .callMethod(CompletableFuture.class, "runAsync", Runnable.class)
            .orShould()
            .callMethod(CompletableFuture.class, "delayedExecutor", long.class, TimeUnit.class)
            .because("since JDK 25 it has a single thread on a machine of two cores");

    @ArchTest
    static final ArchRule onlyMetricsSeesMicrometer = only(List.of("metrics"), "io.micrometer..");

    @ArchTest
    static final ArchRule onlyTheClusterSeesItsScheduler = only(List.of("cluster"), "com.github.kagkarlsson..");

    @ArchTest
    static final ArchRule onlyAccessSeesSpringSecurity = only(List.of("access"), "org.springframework.security..");

    /** Others see a servlet's session, wherever it is kept. */
    @ArchTest
    static final ArchRule onlySessionsSeeSpringSession =
            only(List.of("access.session"), "org.springframework.session..");

    /** Others ask who sent the request; how he showed it is nobody's business. */
    @ArchTest
    static final ArchRule onlyTheDoorsSeeHowSomebodySignsIn = only(
            List.of("access.signin", "access.session", "access.web"),
            "io.steadfill.access.signin..",
            "io.steadfill.access.web..");

    @ArchTest
    static final ArchRule logsGoThroughOneDoor =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    @ArchTest
    static final ArchRule onlyTheTerminalRoomsWriteToTheTerminal = noClasses()
            .that()
            .resideOutsideOfPackages("io.steadfill.cli..", "io.steadfill.demo..")
            // Speaks to the test that is about to kill the process.
            .and()
            .doNotHaveSimpleName("FailPoints")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule collaboratorsComeThroughConstructors = fields().should()
            .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .andShould()
            .notBeAnnotatedWith("jakarta.inject.Inject")
            .allowEmptyShould(true);

    /** By that name the check for misspelt settings finds them. */
    @ArchTest
    static final ArchRule whatIsBoundToSettingsIsNamedSo = ArchRuleDefinition.classes()
            .that()
            .areAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties")
            .should()
            .haveSimpleNameEndingWith("Properties");

    /** Time has one source, a bean beside the entry point; durations are differences of {@link System#nanoTime}. */
    @ArchTest
    static final ArchRule timeComesFromAnInjectedClock = noClasses()
            .that()
            .resideOutsideOfPackage("io.steadfill")
            .should()
            .callCodeUnitWhere(readsTheMachinesClock());

    private static ArchRule only(List<String> rooms, String... packages) {
        String[] allowed =
                rooms.stream().map(room -> "io.steadfill." + room + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages))
                .because("only " + rooms + " may see " + List.of(packages));
    }

    private static ArchCondition<JavaClass> knowOnlyRoomsBelow() {
        return new ArchCondition<>("know only rooms on lower floors") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String own = room(type);
                if (own.isEmpty()) {
                    return;
                }
                if (floor(own) < 0) {
                    events.add(SimpleConditionEvent.violated(
                            type, "the room " + own + " stands on no floor: name it in FLOORS"));
                }
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith("io.steadfill"))
                        .filter(dependency -> !room(dependency.getTargetClass()).equals(own))
                        .filter(dependency -> floor(room(dependency.getTargetClass())) >= floor(own))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        };
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals("io.steadfill")
                ? ""
                : name.substring("io.steadfill.".length()).replaceFirst("\\..*", "");
    }

    /** The entry point stands above all rooms, so that none knows it. */
    private static int floor(String room) {
        if (room.isEmpty()) {
            return FLOORS.size();
        }
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(room)) {
                return floor;
            }
        }
        return -1;
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheMachinesClock() {
        return DescribedPredicate.describe("read the machine's clock", access -> {
            JavaClass owner = access.getTargetOwner();
            String method = access.getName();
            if (owner.isEquivalentTo(System.class)) {
                return method.equals("currentTimeMillis");
            }
            if (owner.isEquivalentTo(Clock.class)) {
                return method.startsWith("system") || method.startsWith("tick");
            }
            boolean now = owner.getPackageName().equals("java.time") && method.equals("now");
            return now && !takesAClock(access) || owner.isEquivalentTo(Date.class) && method.equals("<init>");
        });
    }

    private static boolean takesAClock(JavaAccess<?> access) {
        return access instanceof JavaCodeUnitAccess<?> call
                && call.getTarget().getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
    }
}
