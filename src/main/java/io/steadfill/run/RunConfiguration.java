package io.steadfill.run;

import io.steadfill.approval.Approvals;
import io.steadfill.approval.Scrutiny;
import io.steadfill.approval.StandingApprovals;
import io.steadfill.audit.AuditTrail;
import io.steadfill.chunk.ChunkListener;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.database.connection.Databases;
import io.steadfill.engine.Engine;
import io.steadfill.schema.Companions;
import io.steadfill.schema.Proofs;
import io.steadfill.transform.Transforms;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RunProperties.class)
class RunConfiguration {

    @Bean
    HoldStore holdStore(Control control) {
        return new HoldStore(control);
    }

    @Bean
    TuningStore tuningStore(Control control) {
        return new TuningStore(control);
    }

    @Bean
    Leases leases(Control control, TuningStore tunings, RunProperties properties) {
        return new Leases(control, tunings, properties.heartbeat());
    }

    @Bean
    Shutdown shutdown(Leases leases) {
        return new Shutdown(leases);
    }

    @Bean
    RunEvents runEvents(Control control) {
        return new RunEvents(control);
    }

    @Bean
    RunStore runStore(Control control, HoldStore holds, RunEvents events, RunProperties properties) {
        return new RunStore(control, holds, events, properties.deadAfter());
    }

    @Bean
    Fleet fleet(Control control, RunStore store, Databases databases) {
        return new Fleet(control, store, new FigureReader(databases));
    }

    @Bean
    Stops stops(Control control, RunStore store, HoldStore holds, RunEvents events, AuditTrail audit) {
        return new Stops(control, store, holds, events, audit);
    }

    @Bean
    JobRuns jobRuns(Control control, RunStore store, Clock clock) {
        return new JobRuns(control, store, clock);
    }

    @Bean
    DataVerification dataVerification(JobRuns jobRuns, AuditTrail audit, ApplicationEventPublisher events) {
        return new DataVerification(jobRuns, audit, System::nanoTime, events::publishEvent);
    }

    @Bean
    WaitLog waitLog(Control control) {
        return new WaitLog(control);
    }

    @Bean
    Verifications verifications(
            Control control,
            RunStore store,
            Databases databases,
            DataVerification verification,
            Transforms transforms,
            AuditTrail audit) {
        return new Verifications(control, store, databases, verification, transforms, audit, JsonMapper.shared());
    }

    @Bean
    Plans plans(Databases databases, Transforms transforms, Clock clock, Control control, AuditTrail audit) {
        return new Plans(databases, transforms, clock, control, audit);
    }

    @Bean
    Proofs proofs(JobRuns jobRuns, DataVerification verification, Transforms transforms) {
        return new DataProofs(jobRuns, verification, transforms, System::nanoTime);
    }

    @Bean
    Companions companions(Proofs proofs, Clock clock) {
        return new Companions(proofs, clock, new SecureRandom());
    }

    @Bean
    ApprovedScripts approvedScripts(Companions companions, Scrutiny scrutiny, Approvals approvals, AuditTrail audit) {
        return new ApprovedScripts(companions, scrutiny, approvals, audit);
    }

    @Bean
    Waivers waivers(
            Control control,
            RunStore store,
            AuditTrail audit,
            Databases databases,
            Transforms transforms,
            Scrutiny scrutiny,
            Approvals approvals) {
        return new Waivers(control, store, audit, databases, transforms, scrutiny, approvals);
    }

    @Bean
    FourEyes fourEyes(
            Control control,
            RunStore store,
            HoldStore holds,
            RunEvents events,
            Approvals approvals,
            StandingApprovals standing,
            Scrutiny scrutiny) {
        return new FourEyes(store, holds, events, approvals, standing, new TargetScrutiny(scrutiny, control));
    }

    @Bean
    RunApprovals runApprovals(Control control, Approvals approvals, RunStore store, HoldStore holds) {
        return new RunApprovals(control, approvals, store, holds);
    }

    @Bean
    NodeName nodeName() {
        return NodeName.ofProcess(new SecureRandom());
    }

    @Bean
    Adoption adoption(
            Control control, Databases databases, RunStore store, HoldStore holds, RunEvents events, AuditTrail audit) {
        return new Adoption(control, databases, store, holds, events, audit);
    }

    @Bean
    Assignments assignments(Control control, RunStore store, TuningStore tunings) {
        return new Assignments(control, store, tunings, System::nanoTime, JsonMapper.shared());
    }

    @Bean
    Carriage carriage(Control control, RunStore store, RunEvents events, RunProperties properties) {
        return new Carriage(control, store, events, properties.heartbeat());
    }

    @Bean
    Admission admission(Control control, RunStore store, HoldStore holds, DatabaseTime time, Databases databases) {
        return new Admission(control, store, holds, time, databases::maxRuns);
    }

    @Bean
    WaitingRuns waitingRuns(
            Control control,
            RunStore store,
            HoldStore holds,
            Admission admission,
            AuditTrail audit,
            Runs runs,
            DatabaseTime time) {
        return new WaitingRuns(control, store, holds, admission, audit, runs, time);
    }

    @Bean
    Runs runs(
            Control control,
            RunStore store,
            HoldStore holds,
            TuningStore tunings,
            AuditTrail audit,
            Stops stops,
            Leases leases,
            FourEyes fourEyes,
            RunProperties properties,
            DatabaseTime time,
            Admission admission,
            Databases databases,
            NodeName node,
            Assignments assignments,
            ObjectProvider<Engine> engine,
            ObjectProvider<ChunkListener> listeners) {
        JsonMapper json = JsonMapper.shared();
        LeaseTaking taking = new LeaseTaking(
                store,
                holds,
                fourEyes,
                admission,
                audit,
                node.name(),
                properties.patience(),
                System::nanoTime,
                leases::isStopping,
                runId -> listeners.orderedStream().forEach(listener -> listener.takenOver(runId)));
        Working working = new Working(
                control,
                store,
                holds,
                admission,
                time,
                audit,
                leases,
                taking,
                engine::getObject,
                () -> listeners.orderedStream().toList(),
                System::nanoTime,
                json);
        Launching launching = new Launching(store, fourEyes, admission, audit, new SecureRandom());
        return new Runs(
                control,
                store,
                holds,
                tunings,
                audit,
                stops,
                launching,
                fourEyes,
                working,
                new PartitionReader(databases),
                assignments);
    }
}
