package io.steadfill.engine.batch;

import io.steadfill.chunk.Gate;
import io.steadfill.control.Away;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.Entity;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.dao.OptimisticLockingFailureException;

/** Batch's bookkeeping that waits while the control database is away, so that an outage costs waiting and not a failed step. */
final class PatientRepository implements InvocationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(PatientRepository.class);
    private static final Duration NAP = Duration.ofMillis(500);

    private final JobRepository repository;
    private final Gate gate;

    private PatientRepository(JobRepository repository, Gate gate) {
        this.repository = repository;
        this.gate = gate;
    }

    /** @param gate ends the waiting when it says stop */
    static JobRepository around(JobRepository repository, Gate gate) {
        return (JobRepository) Proxy.newProxyInstance(
                JobRepository.class.getClassLoader(),
                new Class<?>[] {JobRepository.class},
                new PatientRepository(repository, gate));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Entity entity =
                arguments != null && arguments.length > 0 && arguments[0] instanceof Entity found ? found : null;
        Integer version = entity == null ? null : entity.getVersion();
        for (int tries = 1; ; tries++) {
            try {
                return method.invoke(repository, arguments);
            } catch (InvocationTargetException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                if (tries > 1 && cause instanceof OptimisticLockingFailureException) {
                    // The write whose answer was lost had been done.
                    if (entity != null) {
                        entity.incrementVersion();
                    }
                    return null;
                }
                boolean patient = Away.is(cause)
                        && gate.word() != Gate.Word.STOP
                        && !Thread.currentThread().isInterrupted();
                if (!patient) {
                    throw cause;
                }
                if (tries == 1) {
                    LOG.warn("the control database does not answer, the run's bookkeeping waits: {}", cause.toString());
                }
                if (entity != null && version != null) {
                    // Batch counts before the commit, which was perhaps never made.
                    entity.setVersion(version);
                }
                LockSupport.parkNanos(NAP.toNanos());
            }
        }
    }
}
