package dev.showroom.replay.spool;

import dev.showroom.core.intake.HistoryRecord;
import dev.showroom.replay.source.OneSplit;
import dev.showroom.replay.source.Packed;
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
    return new OneSplit<>(context, SpoolSplit.start(), false);
  }

  @Override
  public SplitEnumerator<SpoolSplit, Boolean> restoreEnumerator(
      SplitEnumeratorContext<SpoolSplit> context, Boolean assigned) {
    return new OneSplit<>(context, SpoolSplit.start(), assigned);
  }

  @Override
  public SimpleVersionedSerializer<SpoolSplit> getSplitSerializer() {
    return SpoolSplit.SERIALIZER;
  }

  @Override
  public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
    return Packed.ASSIGNED;
  }
}
