package dev.showroom.cli;

import dev.showroom.live.LiveJob;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.core.execution.JobClient;

/** Ctrl-C: the job is cancelled and has ended before the process does. */
final class Shutdown {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final CountDownLatch BEGUN = new CountDownLatch(1);

  private Shutdown() {}

  static boolean isUnderWay() {
    return BEGUN.getCount() == 0;
  }

  /**
   * @param stopped done when the job has been cancelled, and not when it had ended before
   */
  static void cancelOnExit(JobClient job, Runnable stopped) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> cancel(job, stopped), "cancel on exit"));
  }

  private static void cancel(JobClient job, Runnable stopped) {
    BEGUN.countDown();
    if (LiveJob.cancel(job, PATIENCE)) {
      stopped.run();
    }
  }
}
