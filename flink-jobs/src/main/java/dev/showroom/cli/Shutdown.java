package dev.showroom.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;

/** Ctrl-C: the job is cancelled and has ended before the process does. */
final class Shutdown {
  private static final long MOST_SECONDS = 20;
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
    try {
      JobStatus status = job.getJobStatus().get(MOST_SECONDS, TimeUnit.SECONDS);
      if (!status.isGloballyTerminalState()) {
        job.cancel().get(MOST_SECONDS, TimeUnit.SECONDS);
        job.getJobExecutionResult().get(MOST_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // The result of a cancelled job is an exception; a job that hangs is ended with the process.
    }
  }
}
