package io.steadfill.cluster.node;

import io.steadfill.control.Control;
import io.steadfill.database.connection.Databases;
import io.steadfill.run.life.RunProperties;
import io.steadfill.run.work.Assignments;
import io.steadfill.run.work.NodeName;
import io.steadfill.transform.Transforms;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties(ClusterProperties.class)
class NodeConfiguration {

    @Bean
    Nodes nodes(Control control, RunProperties runs) {
        return new Nodes(control, runs.deadAfter());
    }

    @Bean
    TargetPulse targetPulse(Control control, Databases databases) {
        return new TargetPulse(control, databases);
    }

    @Bean
    Fitness fitness(Assignments assignments, Nodes nodes, Transforms transforms, NodeName node) {
        return new Fitness(assignments, nodes, transforms, node);
    }
}
