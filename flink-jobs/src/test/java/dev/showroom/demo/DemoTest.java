package dev.showroom.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import dev.showroom.common.StopSignals;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.CouponDecision;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoTest {
  @Test
  void a_job_that_ends_is_a_failure_of_one_sentence_and_all_is_cleaned_up() throws Exception {
    try (StopSignals signals = new StopSignals(() -> {})) {
      JobEnds screen = new JobEnds();
      Demo demo = new Demo(new DemoOptions(50, 12, 7, 10, 10, null), screen, signals);
      screen.demo = demo;
      try (demo) {
        assertThatThrownBy(demo::run)
            .isInstanceOf(CommandFailure.class)
            .hasMessageStartingWith("The detector's job ended: ");
      }
      assertThat(demo.directory()).doesNotExist();
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().startsWith("demo "));
      assertThat(Files.exists(Path.of("showroom-state"))).isFalse();
    }
  }

  /** Cancels the job as soon as there is one. */
  private static final class JobEnds implements Screen {
    private Demo demo;
    private boolean done;

    @Override
    public void alert(Alert alert) {}

    @Override
    public void decision(CouponDecision decision) {}

    @Override
    public void show(Board.Snapshot board) {
      if (demo != null && demo.job() != null && !done) {
        done = true;
        demo.job().cancel();
      }
    }

    @Override
    public boolean isGone() {
      return false;
    }

    @Override
    public void close() {}
  }
}
