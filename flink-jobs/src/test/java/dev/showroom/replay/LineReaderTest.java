package dev.showroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.intake.RawLine;
import dev.showroom.files.FilesOfTest;
import dev.showroom.files.StreamInputs;
import dev.showroom.replay.source.StopFile;
import dev.showroom.schemas.codec.InTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LineReaderTest {
  private static final long T0 = Instant.parse("2026-01-31T08:00:00Z").toEpochMilli();
  private static final double MAX = 0;
  private static final double REAL_TIME = 1;

  @TempDir private Path directory;

  @Test
  void a_line_that_waits_for_its_time_is_read_again_after_a_crash() throws Exception {
    Path file = directory.resolve("purchases.jsonl");
    Files.write(file, List.of(line(0), line(1), "", line(3_600_000), "", "", line(7_200_000)));
    Lines before = new Lines();
    List<LineSplit> checkpoint;
    try (LineReader reader = reader(file, REAL_TIME)) {
      reader.addSplits(List.of(LineSplit.start()));
      reader.notifyNoMoreSplits();
      InputStatus status = InputStatus.MORE_AVAILABLE;
      while (status == InputStatus.MORE_AVAILABLE || before.origins.size() < 2) {
        status = reader.pollNext(before);
      }
      checkpoint = reader.snapshotState(1);
    }
    assertThat(before.origins).containsExactly("purchases.jsonl:1", "purchases.jsonl:2");

    Lines after = new Lines();
    try (LineReader reader = reader(file, MAX)) {
      reader.addSplits(
          List.of(
              LineSplit.SERIALIZER.deserialize(
                  LineSplit.SERIALIZER.getVersion(),
                  LineSplit.SERIALIZER.serialize(checkpoint.get(0)))));
      reader.notifyNoMoreSplits();
      while (reader.pollNext(after) != InputStatus.END_OF_INPUT) {
        assertThat(after.origins).hasSizeLessThan(10);
      }
    }
    assertThat(after.origins).containsExactly("purchases.jsonl:4", "purchases.jsonl:7", "");
  }

  @Test
  void a_line_that_waits_for_its_time_when_a_stop_is_asked_for_comes_before_the_end()
      throws Exception {
    Path file = directory.resolve("purchases.jsonl");
    Files.write(file, List.of(line(0), line(3_600_000), line(7_200_000)));
    Path stop = directory.resolve("stop");
    Lines lines = new Lines();
    try (LineReader reader =
        new LineReader(inputs(file), span(REAL_TIME), new StopFile(stop.toString()))) {
      reader.addSplits(List.of(LineSplit.start()));
      reader.notifyNoMoreSplits();
      while (reader.pollNext(lines) == InputStatus.MORE_AVAILABLE) {
        assertThat(lines.origins).hasSizeLessThan(2);
      }
      Files.createFile(stop);
      while (reader.pollNext(lines) != InputStatus.END_OF_INPUT) {
        assertThat(lines.origins).hasSizeLessThan(4);
        reader.isAvailable().get();
      }
    }
    assertThat(lines.origins).containsExactly("purchases.jsonl:1", "purchases.jsonl:2", "");
  }

  @Test
  void a_reader_has_nothing_before_its_split_comes() throws Exception {
    try (LineReader reader = reader(directory.resolve("purchases.jsonl"), MAX)) {
      assertThat(reader.pollNext(new Lines())).isEqualTo(InputStatus.NOTHING_AVAILABLE);
      assertThat(reader.isAvailable()).isNotDone();
      assertThat(reader.snapshotState(1)).isEmpty();
    }
  }

  private static LineReader reader(Path file, double speed) {
    return new LineReader(inputs(file), span(speed));
  }

  private static StreamInputs inputs(Path file) {
    return StreamInputs.of(Map.of(InTopic.PURCHASES, FilesOfTest.input(file)));
  }

  private static ReplaySpan span(double speed) {
    return new ReplaySpan(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 0, speed);
  }

  private static String line(long offset) {
    return "{\"eventId\":\"e\",\"eventTime\":\"" + Instant.ofEpochMilli(T0 + offset) + "\"}";
  }

  private static final class Lines implements ReaderOutput<RawLine> {
    final List<String> origins = new ArrayList<>();

    @Override
    public void collect(RawLine line) {
      origins.add(line.origin());
    }

    @Override
    public void collect(RawLine line, long timestamp) {
      collect(line);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void markIdle() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void markActive() {
      throw new UnsupportedOperationException();
    }

    @Override
    public SourceOutput<RawLine> createOutputForSplit(String split) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void releaseOutputForSplit(String split) {
      throw new UnsupportedOperationException();
    }
  }
}
