package dev.showroom.replay.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.intake.RawLine;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

class OneSplitReaderTest {
  private final Nothing reader = new Nothing();

  @Test
  void endsOnlyOnceItWasToldThatNoOtherSplitComes() throws Exception {
    // A task that has ended while this word is under way fails the job.
    reader.addSplits(List.of(new Split()));
    assertThat(reader.isAvailable()).isNotDone();
    assertThat(reader.pollNext(null)).isEqualTo(InputStatus.NOTHING_AVAILABLE);

    reader.notifyNoMoreSplits();
    assertThat(reader.isAvailable()).isDone();
    assertThat(reader.pollNext(null)).isEqualTo(InputStatus.END_OF_INPUT);
  }

  @Test
  void aSplitThatIsNotBegunIsKeptAsItIs() {
    Split split = new Split();
    reader.addSplits(List.of(split));
    assertThat(reader.snapshotState(1)).containsExactly(split);
  }

  private record Split() implements SourceSplit {
    @Override
    public String splitId() {
      return "all";
    }
  }

  private static final class Nothing extends OneSplitReader<RawLine, Split> {
    Nothing() {
      super(new StopFile(null), 0, RawLine.NONE);
    }

    @Override
    protected void open(Split from) {
      // Nothing to open.
    }

    @Override
    protected RawLine next() {
      return null;
    }

    @Override
    protected void endEarly() {
      // It ends at once.
    }

    @Override
    protected long pacedBy(RawLine record) {
      return record.time();
    }

    @Override
    protected Split position(boolean withoutLast) {
      return new Split();
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
