package io.steadfill.run;

import io.steadfill.checkpoint.Counts;
import io.steadfill.chunk.Gate;
import io.steadfill.engine.Engine;
import io.steadfill.engine.RunEnd;
import io.steadfill.engine.RunOrder;
import io.steadfill.problem.ProblemException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Works until its gate or the test says how it ends. */
final class ScriptedEngine implements Engine {

    final List<RunOrder> orders = new CopyOnWriteArrayList<>();
    final BlockingQueue<RunEnd> ends = new LinkedBlockingQueue<>();

    static RunEnd end(RunEnd.How how) {
        return new RunEnd(how, null, "it ended so", Counts.NONE);
    }

    /** One that always refuses so. */
    static Engine refusing(ProblemException why) {
        return new Engine() {
            @Override
            public RunEnd execute(RunOrder order) {
                throw why;
            }

            @Override
            public RunEnd undo(RunOrder order) {
                throw why;
            }
        };
    }

    @Override
    public RunEnd undo(RunOrder order) {
        return execute(order);
    }

    @Override
    public RunEnd execute(RunOrder order) {
        orders.add(order);
        try {
            while (true) {
                RunEnd said = ends.poll(10, TimeUnit.MILLISECONDS);
                if (said != null) {
                    return said;
                }
                Gate.Word word = order.gate().word();
                if (word != Gate.Word.GO) {
                    return end(
                            switch (word) {
                                case PAUSE -> RunEnd.How.PAUSED;
                                case CANCEL -> RunEnd.How.CANCELLED;
                                case STOP, GO -> RunEnd.How.INTERRUPTED;
                            });
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
