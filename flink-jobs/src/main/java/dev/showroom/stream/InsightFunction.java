package dev.showroom.stream;

import dev.showroom.core.insight.Cell;
import dev.showroom.core.insight.CellSums;
import dev.showroom.core.insight.Change;
import dev.showroom.core.insight.Figure;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.outbound.OutRecords;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.stream.type.Packings;
import java.time.Duration;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by cell: adds up what is changed in it, and tells its figures at intervals of event time,
 * those that changed. What comes after the cell is settled is counted and changes nothing: a new
 * account would put a wrong figure in the place of the right one.
 */
final class InsightFunction extends KeyedProcessFunction<String, Change, Outbound> {
  private static final long serialVersionUID = 1L;

  /** Figures are told a minute after they changed at the latest, and at most once a minute. */
  static final Duration EACH_MINUTE = Duration.ofMinutes(1);

  /** For those who ask for what holds in the end: told when settled, or when the input ends. */
  static final Duration IN_THE_END = Duration.ZERO;

  private final long every;
  private transient ValueState<CellSums> accounts;
  private transient OutRecords records;
  private transient LongCounter settled;

  /**
   * @param every how often figures are told, in event time
   */
  InsightFunction(Duration every) {
    this.every = every.toMillis();
  }

  /** From all notices to figures; both operators. */
  static SingleOutputStreamOperator<Outbound> of(DataStream<Notice> notices, Duration every) {
    return OperatorId.INSIGHTS.on(
        OperatorId.INSIGHT_CELLS
            .on(
                notices
                    .keyBy(new InsightCases.BySubject())
                    .process(new InsightCases())
                    .returns(Packings.INSIGHT_CHANGE.as(Change.class)))
            .keyBy(InsightFunction::cellOf)
            .process(new InsightFunction(every))
            .returns(Packings.OUTBOUND.as(Outbound.class)));
  }

  /** The key of a change. */
  static String cellOf(Change change) {
    return change.cell().key();
  }

  @Override
  public void open(OpenContext context) {
    accounts = getRuntimeContext().getState(States.INSIGHT_ACCOUNT);
    records = new OutRecords();
    settled = Counters.of(getRuntimeContext(), Counters.SETTLED);
  }

  @Override
  public void processElement(Change change, Context context, Collector<Outbound> out)
      throws Exception {
    TimerService timers = context.timerService();
    Cell cell = change.cell();
    if (timers.currentWatermark() >= cell.settledAt()) {
      settled.add(1);
      return;
    }
    CellSums account = accounts.value();
    if (account == null) {
      account = new CellSums();
    }
    long due = account.isUntold() ? account.timerAt() : tellAt(cell, timers.currentWatermark());
    account.take(change);
    account.timerAt(Timers.moved(timers, account.timerAt(), due));
    accounts.update(account);
  }

  /** The next full interval, but not before the first one of the window is over. */
  private long tellAt(Cell cell, long now) {
    if (every == 0) {
      return cell.settledAt();
    }
    long from = Math.max(now, cell.start());
    return Math.min(Math.floorDiv(from, every) * every + every, cell.settledAt());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Outbound> out) throws Exception {
    Cell cell = Cell.ofKey(context.getCurrentKey());
    CellSums account = accounts.value();
    for (Figure figure : account.tell()) {
      out.collect(records.figure(cell, figure));
    }
    boolean ends = EndOfInput.reached(context.timerService());
    if (time >= cell.settledAt() && !ends) {
      accounts.clear();
      return;
    }
    // The end of the input is not the end of time: the account is left open, and nothing waits.
    account.timerAt(Long.MAX_VALUE);
    if (!ends) {
      account.timerAt(Timers.moved(context.timerService(), account.timerAt(), cell.settledAt()));
    }
    accounts.update(account);
  }
}
