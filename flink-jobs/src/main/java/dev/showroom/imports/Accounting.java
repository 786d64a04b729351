package dev.showroom.imports;

import dev.showroom.common.CommandFailure;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of each data line. Lines are counted once when read and once where they end up, and
 * the two must agree.
 */
public final class Accounting {
  /** How much of a cancelled line could be given to the orders that it undoes. */
  public enum Match {
    ONE_ORDER("undo one order"),
    SEVERAL_ORDERS("undo several orders"),
    PARTLY("undo an order in part, the rest has none"),
    NO_ORDER("no order found"),
    NO_CUSTOMER("no customer, so no order found");

    private final String words;

    Match(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  private long dataLines;
  private long customerOrderLines;
  private long guestOrderLines;
  private long freeOrderLines;
  private long roundedPrices;
  private BigInteger soldMinor = BigInteger.ZERO;
  private BigInteger refundedMinor = BigInteger.ZERO;
  private final Map<Match, Long> returnLines = new EnumMap<>(Match.class);
  private final SortedMap<String, Long> leftOut = new TreeMap<>();
  private final SortedMap<String, Long> deadLetters = new TreeMap<>();

  void read() {
    dataLines++;
  }

  void ordered(RetailLine line) {
    if (line.customer() == null) {
      guestOrderLines++;
    } else {
      customerOrderLines++;
    }
    if (line.priceMinor() == 0) {
      freeOrderLines++;
    }
    if (line.priceRounded()) {
      roundedPrices++;
    }
    soldMinor = soldMinor.add(BigInteger.valueOf(line.priceMinor() * line.quantity()));
  }

  void returned(RetailLine line, Match match) {
    returnLines.merge(match, 1L, Long::sum);
    if (line.priceRounded()) {
      roundedPrices++;
    }
    refundedMinor = refundedMinor.add(BigInteger.valueOf(-line.priceMinor() * line.quantity()));
  }

  void leftOut(String code) {
    leftOut.merge(code, 1L, Long::sum);
  }

  void deadLetter(String reasonAndDetail) {
    deadLetters.merge(reasonAndDetail, 1L, Long::sum);
  }

  public long dataLines() {
    return dataLines;
  }

  public long orderLines() {
    return customerOrderLines + guestOrderLines;
  }

  public long customerOrderLines() {
    return customerOrderLines;
  }

  public long guestOrderLines() {
    return guestOrderLines;
  }

  /** Order lines given away at a price of zero. */
  public long freeOrderLines() {
    return freeOrderLines;
  }

  /** Order and return lines whose price had fractions of a penny. */
  public long roundedPrices() {
    return roundedPrices;
  }

  public BigInteger soldMinor() {
    return soldMinor;
  }

  public BigInteger refundedMinor() {
    return refundedMinor;
  }

  public long returnLines() {
    return sum(returnLines);
  }

  public long returnLines(Match match) {
    return returnLines.getOrDefault(match, 0L);
  }

  /** Lines of fees, corrections and vouchers by code, and those that another sheet has too. */
  public SortedMap<String, Long> leftOut() {
    return leftOut;
  }

  public long leftOutLines() {
    return sum(leftOut);
  }

  /** Lines by reason and detail. */
  public SortedMap<String, Long> deadLetters() {
    return deadLetters;
  }

  public long deadLetterLines() {
    return sum(deadLetters);
  }

  public long accountedFor() {
    return orderLines() + returnLines() + leftOutLines() + deadLetterLines();
  }

  void requireBalance() {
    if (accountedFor() != dataLines) {
      throw new CommandFailure(
          "The import is wrong: it read "
              + dataLines
              + " data lines and accounts for "
              + accountedFor()
              + "; nothing was written.");
    }
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
