package io.steadfill.run.work;

import io.steadfill.audit.AuditTrail;
import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.engine.Engine;
import io.steadfill.run.admission.Admission;
import io.steadfill.run.admission.FourEyes;
import io.steadfill.run.admission.Stops;
import io.steadfill.run.life.RunProperties;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.record.TuningStore;
import io.steadfill.run.story.ComputedBy;
import io.steadfill.run.story.RunEvents;
import java.security.SecureRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class WorkConfiguration {

    @Bean
    NodeName nodeName() {
        return NodeName.ofProcess(new SecureRandom());
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
    Assignments assignments(Control control, RunStore store, TuningStore tunings, ComputedBy computedBy) {
        return new Assignments(control, store, tunings, computedBy, System::nanoTime, JsonMapper.shared());
    }

    @Bean
    Carriage carriage(Control control, RunStore store, RunEvents events, RunProperties properties) {
        return new Carriage(control, store, events, properties.heartbeat());
    }

    @Bean
    Working working(
            Control control,
            RunStore store,
            HoldStore holds,
            AuditTrail audit,
            Stops stops,
            Leases leases,
            FourEyes fourEyes,
            RunProperties properties,
            DatabaseTime time,
            Admission admission,
            NodeName node,
            ComputedBy computedBy,
            ObjectProvider<Engine> engine,
            ObjectProvider<ChunkListener> listeners) {
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
        return new Working(
                control,
                store,
                holds,
                admission,
                time,
                audit,
                stops,
                leases,
                taking,
                engine::getObject,
                () -> listeners.orderedStream().toList(),
                computedBy,
                System::nanoTime,
                JsonMapper.shared());
    }
}
