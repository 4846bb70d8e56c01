package io.steadfill.metrics;

import io.steadfill.control.Control;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Whether the control database answers: without it nothing can be launched or steered. */
final class ControlHealth extends AbstractHealthIndicator {

    private final Control control;

    ControlHealth(Control control) {
        this.control = control;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        control.identity();
        control.leases().sql("select 1").query(Integer.class).single();
        builder.up();
    }
}
