package dev.showroom.replay;

import dev.showroom.core.intake.RawLine;
import dev.showroom.files.StreamInputs;
import dev.showroom.replay.source.OneSplitReader;
import dev.showroom.replay.source.StopFile;
import java.io.IOException;

/** Reads the merged lines. */
final class LineReader extends OneSplitReader<RawLine, LineSplit> {
  private final StreamInputs inputs;
  private final ReplaySpan span;
  private MergedLines lines;

  LineReader(StreamInputs inputs, ReplaySpan span) {
    this(inputs, span, new StopFile(null));
  }

  /**
   * @param stop looked at while reading
   */
  LineReader(StreamInputs inputs, ReplaySpan span, StopFile stop) {
    super(stop, span.speed(), span.from());
    this.inputs = inputs;
    this.span = span;
  }

  @Override
  protected void open(LineSplit from) throws IOException {
    lines = new MergedLines(inputs, from.taken(), span);
  }

  @Override
  protected RawLine next() throws IOException {
    return lines.next();
  }

  @Override
  protected void endEarly() {
    lines.stop();
  }

  @Override
  protected long pacedBy(RawLine line) {
    return line.time();
  }

  @Override
  protected LineSplit position(boolean withoutLast) {
    return new LineSplit(withoutLast ? lines.takenBeforeLast() : lines.taken());
  }

  @Override
  public void close() throws Exception {
    if (lines != null) {
      lines.close();
    }
  }
}
