package dev.showroom.archive;

import dev.showroom.core.intake.ArchivedRecord;
import dev.showroom.files.ArchivedStream;
import dev.showroom.stream.Counters;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/** Lets through what is in the range asked for, dead letters too, and counts both. */
final class Admission extends RichFilterFunction<ArchivedRecord> {
  private static final long serialVersionUID = 1L;

  private final ArchiveOrder order;
  private final LongCounter records = new LongCounter();
  private final LongCounter dead = new LongCounter();

  Admission(ArchiveOrder order) {
    this.order = order;
  }

  @Override
  public void open(OpenContext context) {
    getRuntimeContext().addAccumulator(Counters.IN, records);
    getRuntimeContext().addAccumulator(Counters.DEAD, dead);
  }

  @Override
  public boolean filter(ArchivedRecord record) {
    // Of a dead letter it is not known when it happened: it is never left out.
    boolean letter = record.stream().equals(ArchivedStream.DEAD_LETTERS);
    if (!letter && !order.takes(record.time())) {
      return false;
    }
    (letter ? dead : records).add(1L);
    return true;
  }

  static long count(JobExecutionResult result, String counter) {
    Long value = result.getAccumulatorResult(counter);
    return value == null ? 0 : value;
  }
}
