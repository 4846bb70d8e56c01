package io.steadfill.bench;

import io.steadfill.engine.RunEnd;
import io.steadfill.engine.batch.EngineKit;
import io.steadfill.engine.batch.JobDefinitions;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run in a process of its own, which watches its heap. Arguments: target URL, control URL, table, column read, rows of the table. Prints
 * {@code tenth bytes} for each look at the live heap, then how the run ended.
 */
final class MemoryRun {

    private static final int LOOKS = 7;

    private MemoryRun() {}

    public static void main(String[] arguments) throws Exception {
        long rows = Long.parseLong(arguments[4]);
        Stopwatch watch = new Stopwatch();
        try (EngineKit kit =
                new EngineKit(arguments[0], arguments[1]).workers(2).listener(watch)) {
            kit.init();
            Looks looks = new Looks(watch, rows);
            Thread looking = new Thread(looks);
            looking.setDaemon(true);
            looking.start();
            RunEnd end = kit.run(JobDefinitions.on(arguments[2])
                    .where("clean is null")
                    .transform("clean", "trim", Map.of("from", arguments[3]))
                    .definition());
            looking.interrupt();
            looking.join(TimeUnit.SECONDS.toMillis(10));
            looks.taken.forEach(System.out::println);
            System.out.println(end.how() + " " + end.says() + " " + end.counts());
            System.exit(end.how() == RunEnd.How.COMPLETED ? 0 : 3);
        }
    }

    /** Looks at the live heap while the second and the last tenth of the rows are worked. */
    private static final class Looks implements Runnable {

        private final Stopwatch watch;
        private final long rows;
        private final List<String> taken = new ArrayList<>();

        Looks(Stopwatch watch, long rows) {
            this.watch = watch;
            this.rows = rows;
        }

        @Override
        public void run() {
            try {
                look(2, 1, 2);
                look(10, 9, 10);
            } catch (InterruptedException e) {
                // The run is over.
                Thread.currentThread().interrupt();
            }
        }

        private void look(int tenth, int after, int before) throws InterruptedException {
            for (int i = 0; i < LOOKS; ) {
                long walked = watch.walked();
                if (walked * 10 >= rows * before) {
                    return;
                }
                if (walked * 10 >= rows * after) {
                    System.gc();
                    taken.add(tenth + " "
                            + ManagementFactory.getMemoryMXBean()
                                    .getHeapMemoryUsage()
                                    .getUsed());
                    i++;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }
}
