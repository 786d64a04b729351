package dev.showroom.replay.source;

import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Hands the one split there is to the one reader. */
public final class OneSplit<S extends SourceSplit> implements SplitEnumerator<S, Boolean> {
  private final SplitEnumeratorContext<S> context;
  private final S start;
  private boolean assigned;

  /**
   * @param start the split of which nothing has been read
   * @param assigned whether it has been handed out
   */
  public OneSplit(SplitEnumeratorContext<S> context, S start, boolean assigned) {
    this.context = context;
    this.start = start;
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
      context.assignSplit(start, subtask);
    }
    context.signalNoMoreSplits(subtask);
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    // Readers are given their split unasked.
  }

  @Override
  public void addSplitsBack(List<S> splits, int subtask) {
    // None come back where a checkpoint holds the split. A reader that lost it registers again.
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
