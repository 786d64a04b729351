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

  static void cancelOnExit(JobClient job) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> cancel(job), "cancel on exit"));
  }

  /** Cancels and waits for the end; {@code cancel()} alone returns before it. */
  static void cancel(JobClient job) {
    BEGUN.countDown();
    LiveJob.cancel(job, PATIENCE);
  }
}
