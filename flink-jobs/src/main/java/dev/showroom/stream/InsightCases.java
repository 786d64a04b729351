package dev.showroom.stream;

import dev.showroom.core.insight.CaseFile;
import dev.showroom.core.insight.Change;
import dev.showroom.core.intake.KeyDigest;
import dev.showroom.core.notice.BudgetNotice;
import dev.showroom.core.notice.Notice;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by alert, with all that was decided about it: says of each notice what it changes in which
 * cell, so that a revision takes the place of the one before it. Budgets are keyed each by itself,
 * which keeps their notices in order.
 */
final class InsightCases extends KeyedProcessFunction<String, Notice, Change> {
  private static final long serialVersionUID = 1L;

  /** The digest of what a notice is filed under. */
  static final class BySubject implements KeySelector<Notice, String> {
    private static final long serialVersionUID = 1L;

    private transient KeyDigest digest;

    @Override
    public String getKey(Notice notice) {
      if (digest == null) {
        digest = new KeyDigest();
      }
      return digest.of(CaseFile.subjectOf(notice));
    }
  }

  private transient ValueState<CaseFile> cases;
  private transient KeyDigest digest;

  @Override
  public void open(OpenContext context) {
    cases = getRuntimeContext().getState(States.INSIGHT_CASE);
    digest = new KeyDigest();
  }

  @Override
  public void processElement(Notice notice, Context context, Collector<Change> out)
      throws Exception {
    if (notice instanceof BudgetNotice budget) {
      CaseFile.tell(budget, out::collect);
      return;
    }
    CaseFile file = cases.value();
    if (file == null) {
      file = new CaseFile();
    }
    file.accept(notice, digest, out::collect);
    long due = Timers.tidyAt(file.settledAt(), context.getCurrentKey());
    file.timerAt(Timers.moved(context.timerService(), file.timerAt(), due));
    cases.update(file);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Change> out) {
    if (!EndOfInput.reached(context.timerService())) {
      cases.clear();
    }
  }
}
