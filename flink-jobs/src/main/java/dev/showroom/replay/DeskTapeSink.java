package dev.showroom.replay;

import dev.showroom.core.offer.DeskInput;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Writes a {@link DeskTape}; for bounded runs, and one writer only, as a desk is only one. */
final class DeskTapeSink implements Sink<DeskInput> {
  private static final long serialVersionUID = 1L;

  private final String file;

  DeskTapeSink(String file) {
    this.file = file;
  }

  @Override
  public SinkWriter<DeskInput> createWriter(WriterInitContext context) throws IOException {
    return new Writer(new DeskTape.Recorder(Path.of(file)));
  }

  private static final class Writer implements SinkWriter<DeskInput> {
    private final DeskTape.Recorder recorder;
    private long newest = Long.MIN_VALUE;

    Writer(DeskTape.Recorder recorder) {
      this.recorder = recorder;
    }

    @Override
    public void write(DeskInput input, Context context) throws IOException {
      recorder.input(input, context.currentWatermark());
    }

    @Override
    public void writeWatermark(Watermark watermark) {
      // The end of the input is not the end of time.
      newest = watermark.getTimestamp() == Long.MAX_VALUE ? newest : watermark.getTimestamp();
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      recorder.watermark(newest);
      recorder.flush();
    }

    @Override
    public void close() throws IOException {
      recorder.close();
    }
  }
}
