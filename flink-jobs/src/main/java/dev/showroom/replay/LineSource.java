package dev.showroom.replay;

import dev.showroom.core.intake.RawLine;
import dev.showroom.schemas.codec.InTopic;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The streams' files as one bounded source of parallelism 1. One reader merges all files by event
 * time: no stream runs ahead of another, so nothing has to be buffered or aligned, and the end of
 * the replay is known. Parsing, the costly part, is done behind it at any parallelism.
 */
final class LineSource implements Source<RawLine, LineSplit, Boolean> {
  private static final long serialVersionUID = 1L;

  private final EnumMap<InTopic, String> files = new EnumMap<>(InTopic.class);
  private final ReplaySpan span;

  LineSource(Map<InTopic, Path> files, ReplaySpan span) {
    files.forEach((topic, path) -> this.files.put(topic, path.toString()));
    this.span = span;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<RawLine, LineSplit> createReader(SourceReaderContext context) {
    return new LineReader(files, span);
  }

  @Override
  public SplitEnumerator<LineSplit, Boolean> createEnumerator(
      SplitEnumeratorContext<LineSplit> context) {
    return new LineSplit.Enumerator(context, false);
  }

  @Override
  public SplitEnumerator<LineSplit, Boolean> restoreEnumerator(
      SplitEnumeratorContext<LineSplit> context, Boolean assigned) {
    return new LineSplit.Enumerator(context, assigned);
  }

  @Override
  public SimpleVersionedSerializer<LineSplit> getSplitSerializer() {
    return LineSplit.SERIALIZER;
  }

  @Override
  public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
    return LineSplit.ASSIGNED;
  }
}
