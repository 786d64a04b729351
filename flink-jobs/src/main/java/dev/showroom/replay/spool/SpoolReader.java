package dev.showroom.replay.spool;

import dev.showroom.core.intake.HistoryRecord;
import dev.showroom.replay.source.OneSplitReader;
import dev.showroom.replay.source.StopFile;
import java.io.IOException;

/** Reads a spool. */
final class SpoolReader extends OneSplitReader<HistoryRecord, SpoolSplit> {
  private final Spool spool;
  private final Reading reading;
  private SpooledHistory history;

  SpoolReader(Spool spool, Reading reading) {
    super(new StopFile(reading.stop()), reading.speed(), reading.pacedFrom());
    this.spool = spool;
    this.reading = reading;
  }

  @Override
  protected void open(SpoolSplit from) throws IOException {
    history = new SpooledHistory(spool, reading, from.taken());
  }

  @Override
  protected HistoryRecord next() throws IOException {
    return history.next();
  }

  @Override
  protected void endEarly() {
    history.stop();
  }

  @Override
  protected long pacedBy(HistoryRecord record) {
    return reading.order() == ReplayOrder.ARRIVAL ? record.arrivedAt() : record.time();
  }

  @Override
  protected SpoolSplit position(boolean withoutLast) {
    return new SpoolSplit(history.taken() - (withoutLast ? 1 : 0));
  }

  @Override
  protected boolean staysOpen() {
    return reading.staysOpen();
  }

  @Override
  public void close() throws Exception {
    if (history != null) {
      history.close();
    }
  }
}
