package dev.showroom.stream;

import dev.showroom.core.insight.CellSums;
import dev.showroom.core.insight.Change;
import dev.showroom.core.insight.DayAccount;
import dev.showroom.core.insight.GroupDay;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.outbound.OutRecords;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.stream.type.Packings;
import java.time.Duration;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by group and day: adds up what is changed in the windows of that day, and tells their
 * figures at intervals of event time, those that changed. What comes after the day is settled is
 * counted and changes nothing: a new account would put a wrong figure in the place of the right
 * one.
 */
final class InsightFunction extends KeyedProcessFunction<String, Change, Outbound> {
  private static final long serialVersionUID = 1L;

  /** Figures are told a minute after they changed at the latest, and at most once a minute. */
  static final Duration EACH_MINUTE = Duration.ofMinutes(1);

  /** For those who ask for what holds in the end: told when settled, or when the input ends. */
  static final Duration IN_THE_END = Duration.ZERO;

  private final long every;
  private transient ValueState<DayAccount> accounts;
  private transient MapState<Integer, CellSums> cells;
  private transient DayAccount.Sums sums;
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
            .keyBy(InsightFunction::accountOf)
            .process(new InsightFunction(every))
            .returns(Packings.OUTBOUND.as(Outbound.class)));
  }

  /** The key of a change. */
  static String accountOf(Change change) {
    return change.account().key();
  }

  @Override
  public void open(OpenContext context) {
    accounts = getRuntimeContext().getState(States.INSIGHT_ACCOUNT);
    cells = getRuntimeContext().getMapState(States.INSIGHT_SUMS);
    sums = new KeyedSums(cells);
    records = new OutRecords();
    settled = Counters.of(getRuntimeContext(), Counters.SETTLED);
  }

  @Override
  public void processElement(Change change, Context context, Collector<Outbound> out)
      throws Exception {
    TimerService timers = context.timerService();
    GroupDay day = change.account();
    if (timers.currentWatermark() >= day.settledAt()) {
      settled.add(1);
      return;
    }
    DayAccount account = accounts.value();
    if (account == null) {
      account = new DayAccount();
    }
    boolean changed = account.take(change, sums);
    long due = Math.min(account.timerAt(), tellAt(day, change.at(), timers.currentWatermark()));
    changed |= due != account.timerAt();
    if (changed) {
      account.timerAt(Timers.moved(timers, account.timerAt(), due));
      accounts.update(account);
    }
  }

  /** The next full interval, but not before the first one of the change's minute is over. */
  private long tellAt(GroupDay day, long at, long now) {
    if (every == 0) {
      return day.settledAt();
    }
    long from = Math.max(now, at);
    return Math.min(Math.floorDiv(from, every) * every + every, day.settledAt());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Outbound> out) throws Exception {
    TimerService timers = context.timerService();
    GroupDay day = GroupDay.ofKey(context.getCurrentKey());
    DayAccount account = accounts.value();
    boolean ends = EndOfInput.reached(timers);
    account.tell(
        day,
        ends ? Long.MAX_VALUE : time,
        sums,
        (cell, figure) -> out.collect(records.figure(cell, figure)));
    if (time >= day.settledAt() && !ends) {
      accounts.clear();
      cells.clear();
      return;
    }
    // The end of the input is not the end of time: the account is left open, and nothing waits.
    account.timerAt(Long.MAX_VALUE);
    if (!ends) {
      long next =
          account.isUntold() ? tellAt(day, account.firstUntold(day), time) : day.settledAt();
      account.timerAt(Timers.moved(timers, account.timerAt(), next));
    }
    accounts.update(account);
  }

  /** The sums of the current key's windows. */
  private record KeyedSums(MapState<Integer, CellSums> cells) implements DayAccount.Sums {
    @Override
    public CellSums of(int window) {
      try {
        return cells.get(window);
      } catch (Exception e) {
        throw new IllegalStateException("figures' sums could not be read", e);
      }
    }

    @Override
    public void put(int window, CellSums held) {
      try {
        cells.put(window, held);
      } catch (Exception e) {
        throw new IllegalStateException("figures' sums could not be written", e);
      }
    }
  }
}
