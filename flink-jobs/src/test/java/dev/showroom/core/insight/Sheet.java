package dev.showroom.core.insight;

import dev.showroom.core.intake.KeyDigest;
import dev.showroom.core.notice.BudgetNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.outbound.InsightKey;
import dev.showroom.core.outbound.OutRecords;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.Insight;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures without Flink: cases and accounts in maps, packed and unpacked at each step as state is.
 */
public final class Sheet {
  private final Map<String, byte[]> cases = new HashMap<>();
  private final Map<String, byte[]> accounts = new TreeMap<>();
  private final Map<String, Map<Integer, byte[]>> sums = new HashMap<>();
  private final KeyDigest digest = new KeyDigest();
  private final OutRecords records = new OutRecords();
  private final AvroRecords<Insight> avro = new AvroRecords<>(Insight.class);

  public Sheet give(Notice... notices) {
    for (Notice notice : notices) {
      give(notice);
    }
    return this;
  }

  private void give(Notice notice) {
    if (notice instanceof BudgetNotice budget) {
      CaseFile.tell(budget, this::take);
      return;
    }
    String subject = CaseFile.subjectOf(notice);
    byte[] packed = cases.get(subject);
    CaseFile file = packed == null ? new CaseFile() : CaseFile.unpack(packed);
    file.accept(notice, digest, this::take);
    cases.put(subject, file.pack());
  }

  private void take(Change change) {
    Change received = Change.unpack(change.pack());
    String day = received.account().key();
    DayAccount account = account(day);
    if (account.take(received, new PackedSums(sums.computeIfAbsent(day, d -> new HashMap<>())))) {
      accounts.put(day, account.pack());
    }
  }

  private DayAccount account(String day) {
    byte[] packed = accounts.get(day);
    return packed == null ? new DayAccount() : DayAccount.unpack(packed);
  }

  /** All figures, by their stable key; they are told anew with each call. */
  Map<String, Insight> figures() {
    Map<String, Insight> figures = new TreeMap<>();
    for (String day : accounts.keySet()) {
      account(day)
          .tell(
              GroupDay.ofKey(day),
              Long.MAX_VALUE,
              new PackedSums(new HashMap<>(sums.get(day))),
              (cell, figure) -> {
                Insight insight = read(records.figure(cell, figure));
                figures.put(InsightKey.of(insight), insight);
              });
    }
    return figures;
  }

  private record PackedSums(Map<Integer, byte[]> packed) implements DayAccount.Sums {
    @Override
    public CellSums of(int window) {
      byte[] held = packed.get(window);
      return held == null ? null : CellSums.unpack(held);
    }

    @Override
    public void put(int window, CellSums held) {
      packed.put(window, held.pack());
    }
  }

  /** All figures as lines of JSON. */
  public List<String> lines() {
    return figures().values().stream().map(JsonRecords::write).toList();
  }

  private Insight read(Outbound outbound) {
    try {
      return avro.read(outbound.value());
    } catch (MalformedRecordException e) {
      throw new AssertionError(e);
    }
  }

  /** Values of the day in which everything happens, by what follows the window in the key. */
  Map<String, Double> day(String metric) {
    Map<String, Double> values = new TreeMap<>();
    for (Insight insight : of(metric, GivenNotices.DAY)) {
      values.put(group(insight), insight.getValue());
    }
    return values;
  }

  List<Insight> of(String metric, long length) {
    return figures().values().stream()
        .filter(insight -> insight.getMetric().equals(metric))
        .filter(
            insight ->
                insight.getWindowEnd().toEpochMilli() - insight.getWindowStart().toEpochMilli()
                    == length)
        .toList();
  }

  /** The figure of the day for all together. */
  Insight whole(String metric) {
    return whole(metric, null);
  }

  /** The figure of the day for all of one arm together. */
  Insight whole(String metric, Arm arm) {
    String group = arm == null ? "" : "arm=" + arm;
    List<Insight> found =
        of(metric, GivenNotices.DAY).stream()
            .filter(insight -> group(insight).equals(group))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(metric + ": " + found);
    }
    return found.get(0);
  }

  private static String group(Insight insight) {
    String window = insight.getWindowStart() + "/" + insight.getWindowEnd();
    return InsightKey.of(insight)
        .substring(insight.getMetric().length() + 1 + window.length())
        .replaceFirst("^:", "");
  }
}
