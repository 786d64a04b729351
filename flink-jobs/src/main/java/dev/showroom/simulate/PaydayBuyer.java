package dev.showroom.simulate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Money is short at the end of the month: it goes back, and is bought again after payday. */
final class PaydayBuyer implements Archetype {
  private static final int PAYDAY = 25;

  @Override
  public String label() {
    return "PAYDAY_BUYER";
  }

  @Override
  public int minimumDays() {
    return 35;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    long payday = payday(shopper);
    long returned = shopper.storeTime(payday - Times.days(10), payday - Times.days(1));
    long earliest = Math.max(shopper.begin(), returned - Times.days(13));
    long bought = shopper.storeTime(earliest, returned - Times.days(1));
    Family family = shopper.freshFamily();
    TrialEpisode.buyAlone(shopper, family, shopper.line(family), bought)
        .keepUntil(returned)
        .lookUpAroundReturn(Research.Style.PLAIN)
        .giveBackAll(TrialReturner.reason(dice), TrialReturner.condition(dice));
    shopper.buyAtHome(shopper.homeTime(payday, payday + Times.days(2.5)), family);
    shopper.labels().onlyLooksLike(label(), Pattern.TRIAL_RETURN, family, returned, true);
  }

  /** One that leaves room for the story before and after it. */
  private static long payday(Shopper shopper) {
    long first = shopper.begin() + 12 * Times.DAY;
    long any = shopper.dice().time(first, Math.max(first + 1, shopper.end() - 35 * Times.DAY));
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(any), ZoneOffset.UTC);
    LocalDate payday = day.withDayOfMonth(PAYDAY);
    payday = payday.isBefore(day) ? payday.plusMonths(1) : payday;
    long time = payday.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    // A short world may have none: then they are paid otherwise.
    return time + 4 * Times.DAY < shopper.end() ? time : shopper.end() - 4 * Times.DAY;
  }
}
