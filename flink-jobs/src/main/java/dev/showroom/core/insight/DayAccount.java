package dev.showroom.core.insight;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The account of one {@link GroupDay}: which minutes changed since their figures were told. A
 * change is booked in its minute alone; hours and days take it in when figures are told, which is
 * far less often. The sums are kept apart, cell by cell.
 */
public final class DayAccount {
  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  /** Where the sums are; windows by {@link #DAY}, an hour's or a minute's number. */
  public interface Sums {
    /** Null where nothing was booked. */
    CellSums of(int window);

    void put(int window, CellSums sums);
  }

  private static final int DAY = 0;
  private static final int HOURS = DAY + 1;
  private static final int MINUTES = HOURS + 24;
  private static final int MINUTES_OF_AN_HOUR = 60;

  private final TreeSet<Integer> untold = new TreeSet<>();
  private long timerAt = Long.MAX_VALUE;

  /** Books a change; returns whether this changed the account itself, and not the sums alone. */
  public boolean take(Change change, Sums sums) {
    int minute = (int) ((change.at() - change.account().start()) / minutes(1));
    add(sums, MINUTES + minute, change.by());
    return untold.add(minute);
  }

  /** Whether there is a change that was not told. */
  public boolean isUntold() {
    return !untold.isEmpty();
  }

  /** Start of the first minute with a change that was not told. */
  public long firstUntold(GroupDay account) {
    return account.start() + minutes(untold.first());
  }

  /**
   * Tells the figures that changed, of the minutes that are over and of their hours and day.
   *
   * @param until event time in epoch milliseconds; a minute that ends later waits
   */
  public void tell(GroupDay account, long until, Sums sums, BiConsumer<Cell, Figure> out) {
    Map<Integer, Tally> byHour = new TreeMap<>();
    for (Iterator<Integer> minutes = untold.iterator(); minutes.hasNext(); ) {
      int minute = minutes.next();
      Cell cell = new Cell(WindowSize.MINUTE, account.start() + minutes(minute), account.group());
      if (cell.end() <= until) {
        Tally changed = tell(cell, MINUTES + minute, null, sums, out);
        byHour.computeIfAbsent(minute / MINUTES_OF_AN_HOUR, h -> new Tally()).absorb(changed);
        minutes.remove();
      }
    }
    Tally ofDay = new Tally();
    byHour.forEach(
        (hour, changed) -> {
          long start = account.start() + minutes(hour * MINUTES_OF_AN_HOUR);
          Cell cell = new Cell(WindowSize.HOUR, start, account.group());
          ofDay.absorb(tell(cell, HOURS + hour, changed, sums, out));
        });
    if (!byHour.isEmpty()) {
      tell(new Cell(WindowSize.DAY, account.start(), account.group()), DAY, ofDay, sums, out);
    }
  }

  private static Tally tell(
      Cell cell, int window, Tally by, Sums sums, BiConsumer<Cell, Figure> out) {
    CellSums held = at(sums, window);
    if (by != null) {
      held.take(by);
    }
    Tally changed = held.takeUntold();
    sums.put(window, held);
    held.figures(changed).forEach(figure -> out.accept(cell, figure));
    return changed;
  }

  private static void add(Sums sums, int window, Tally by) {
    CellSums held = at(sums, window);
    held.take(by);
    sums.put(window, held);
  }

  private static CellSums at(Sums sums, int window) {
    CellSums held = sums.of(window);
    return held == null ? new CellSums() : held;
  }

  private static long minutes(int count) {
    return WindowSize.MINUTE.endOf(0) * count;
  }

  public long timerAt() {
    return timerAt;
  }

  public void timerAt(long time) {
    timerAt = time;
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(32).number(FORM).number(timerAt).number(untold.size());
    untold.forEach(out::number);
    return out.toBytes();
  }

  public static DayAccount unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "an account");
    DayAccount account = new DayAccount();
    account.timerAt = in.number();
    for (int left = in.integer(); left > 0; left--) {
      account.untold.add(in.integer());
    }
    return account;
  }
}
