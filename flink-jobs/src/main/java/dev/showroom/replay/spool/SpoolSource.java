package dev.showroom.replay.spool;

import dev.showroom.core.intake.HistoryRecord;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A spool as a source of parallelism 1: one reader merges all feeds, so that none runs ahead of
 * another, nothing has to be buffered or aligned, and the end of the replay is known. Decoding, the
 * costly part, is done behind it at any parallelism.
 */
final class SpoolSource implements Source<HistoryRecord, SpoolSplit, Boolean> {
  private static final long serialVersionUID = 1L;

  private final Spool spool;
  private final Reading reading;

  SpoolSource(Spool spool, Reading reading) {
    this.spool = spool;
    this.reading = reading;
  }

  @Override
  public Boundedness getBoundedness() {
    return reading.staysOpen() ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<HistoryRecord, SpoolSplit> createReader(SourceReaderContext context) {
    return new SpoolReader(spool, reading);
  }

  @Override
  public SplitEnumerator<SpoolSplit, Boolean> createEnumerator(
      SplitEnumeratorContext<SpoolSplit> context) {
    return new Enumerator(context, false);
  }

  @Override
  public SplitEnumerator<SpoolSplit, Boolean> restoreEnumerator(
      SplitEnumeratorContext<SpoolSplit> context, Boolean assigned) {
    return new Enumerator(context, assigned);
  }

  @Override
  public SimpleVersionedSerializer<SpoolSplit> getSplitSerializer() {
    return new SpoolSplit.Serializer();
  }

  @Override
  public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
    return new SpoolSplit.AssignedSerializer();
  }

  /** Hands the one split to the one reader. */
  private static final class Enumerator implements SplitEnumerator<SpoolSplit, Boolean> {
    private final SplitEnumeratorContext<SpoolSplit> context;
    private boolean assigned;

    Enumerator(SplitEnumeratorContext<SpoolSplit> context, boolean assigned) {
      this.context = context;
      this.assigned = assigned;
    }

    @Override
    public void start() {
      // Nothing to look for: the split is known.
    }

    @Override
    public void addReader(int subtask) {
      if (!assigned) {
        assigned = true;
        context.assignSplit(new SpoolSplit(0), subtask);
      }
      context.signalNoMoreSplits(subtask);
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
      // Readers are given their split unasked.
    }

    @Override
    public void addSplitsBack(List<SpoolSplit> splits, int subtask) {
      assigned &= splits.isEmpty();
    }

    @Override
    public Boolean snapshotState(long checkpointId) {
      return assigned;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
