package dev.showroom.replay;

import dev.showroom.core.intake.RawLine;
import dev.showroom.files.StreamInputs;
import dev.showroom.replay.source.OneSplit;
import dev.showroom.replay.source.Packed;
import dev.showroom.replay.source.StopFile;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The streams as one bounded source of parallelism 1. One reader merges all of them by event time:
 * no stream runs ahead of another, so nothing has to be buffered or aligned, and the end of the
 * replay is known. Parsing, the costly part, is done behind it at any parallelism.
 */
final class LineSource implements Source<RawLine, LineSplit, Boolean> {
  private static final long serialVersionUID = 1L;

  private final StreamInputs inputs;
  private final ReplaySpan span;
  private final String stop;

  LineSource(StreamInputs inputs, ReplaySpan span, String stop) {
    this.inputs = inputs;
    this.span = span;
    this.stop = stop;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<RawLine, LineSplit> createReader(SourceReaderContext context) {
    return new LineReader(inputs, span, new StopFile(stop));
  }

  @Override
  public SplitEnumerator<LineSplit, Boolean> createEnumerator(
      SplitEnumeratorContext<LineSplit> context) {
    return new OneSplit<>(context, LineSplit.start(), false);
  }

  @Override
  public SplitEnumerator<LineSplit, Boolean> restoreEnumerator(
      SplitEnumeratorContext<LineSplit> context, Boolean assigned) {
    return new OneSplit<>(context, LineSplit.start(), assigned);
  }

  @Override
  public SimpleVersionedSerializer<LineSplit> getSplitSerializer() {
    return LineSplit.SERIALIZER;
  }

  @Override
  public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
    return Packed.ASSIGNED;
  }
}
