package dev.showroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReplayProgressTest {

  @Test
  void a_job_that_ends_while_it_is_asked_how_far_it_is_has_ended_well() throws Exception {
    JobExecutionResult result = new JobExecutionResult(new JobID(), 1, Map.of());
    List<Long> told = new ArrayList<>();

    assertThat(
            Replay.await(
                new EndingJob(result), System.nanoTime(), (in, alerts, seconds) -> told.add(in)))
        .isSameAs(result);
    assertThat(told).as("nothing is known of it any more").isEmpty();
  }

  /** As the embedded cluster's: gone, with its cluster, at the first question. */
  private static final class EndingJob implements JobClient {
    private final CompletableFuture<JobExecutionResult> end = new CompletableFuture<>();
    private final JobExecutionResult result;

    EndingJob(JobExecutionResult result) {
      this.result = result;
    }

    @Override
    public CompletableFuture<JobExecutionResult> getJobExecutionResult() {
      return end;
    }

    @Override
    public CompletableFuture<Map<String, Object>> getAccumulators() {
      end.complete(result);
      throw new IllegalStateException(
          "MiniCluster is not yet running or has already been shut down.");
    }

    @Override
    public JobID getJobID() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<JobStatus> getJobStatus() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> cancel() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<String> stopWithSavepoint(
        boolean advanceToEndOfEventTime, String directory, SavepointFormatType format) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<String> triggerSavepoint(
        String directory, SavepointFormatType format) {
      throw new UnsupportedOperationException();
    }
  }
}
