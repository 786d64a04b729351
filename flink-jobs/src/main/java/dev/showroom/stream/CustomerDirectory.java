package dev.showroom.stream;

import dev.showroom.core.directory.CustomerEntry;
import dev.showroom.core.household.HouseholdNote;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.KeyDigest;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by customer: tells households who belongs to them when, and what was bought meanwhile. The
 * rows about late records are the journeys' to write, which get the same records.
 */
final class CustomerDirectory extends KeyedProcessFunction<String, Envelope, HouseholdNote>
    implements KeyCache.User, OneTimer {
  private static final long serialVersionUID = 1L;

  private transient KeyCache cache;
  private transient ValueState<CustomerEntry> entries;
  private transient KeyDigest digest;

  @Override
  public void use(KeyCache keyCache) {
    cache = keyCache;
  }

  @Override
  public void open(OpenContext context) {
    entries =
        KeyCache.value(
            cache, getRuntimeContext().getState(States.DIRECTORY_ENTRY), CustomerEntry::weight);
    digest = new KeyDigest();
  }

  @Override
  public void processElement(Envelope envelope, Context context, Collector<HouseholdNote> out)
      throws Exception {
    CustomerEntry entry = entries.value();
    if (entry == null) {
      entry = new CustomerEntry();
    }
    entry.accept(envelope, digest, out::collect);
    keep(entry, context);
  }

  @Override
  public long timerAt() throws Exception {
    CustomerEntry entry = entries.value();
    return entry == null ? Long.MAX_VALUE : entry.timerAt();
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<HouseholdNote> out)
      throws Exception {
    if (EndOfInput.reached(context.timerService())) {
      return;
    }
    CustomerEntry entry = entries.value();
    entry.timerAt(Long.MAX_VALUE);
    entry.advance(time, out::collect);
    keep(entry, context);
  }

  private void keep(CustomerEntry entry, Context context) throws Exception {
    long tidyAt = Timers.tidyAt(entry.forgetAt(), context.getCurrentKey());
    long due = Math.min(tidyAt, entry.eraseAt());
    entry.timerAt(Timers.moved(context.timerService(), entry.timerAt(), due));
    if (entry.isEmpty()) {
      entries.clear();
    } else {
      entries.update(entry);
    }
  }
}
