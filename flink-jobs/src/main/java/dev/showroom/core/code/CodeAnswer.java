package dev.showroom.core.code;

import java.time.Instant;

/**
 * What a till is told about a code.
 *
 * @param terms null where the code proves none, or those of somebody else, who must not be told
 * @param line of the basket that the coupon is used on; null unless it is accepted for one
 */
public record CodeAnswer(Kind kind, CouponTerms terms, BasketLine line) {

  /** In the order in which it is looked at; the first that applies is told. */
  public enum Kind {
    /** No code, or mistyped: the check character does not fit. */
    UNREADABLE,
    /** Of a key that is no longer, or not yet, among the till's. */
    UNKNOWN_KEY,
    /** The signature fits no terms that the till knows. */
    FORGED_OR_ALTERED,
    OTHER_PERSON,
    NOT_YET_VALID,
    EXPIRED,
    /** Taken back by the detector, or never delivered. */
    REVOKED,
    USED,
    WRONG_GOODS,
    PRICE_TOO_LOW,
    WRONG_CHANNEL,
    /** One money benefit per basket. */
    SECOND_MONEY_BENEFIT,
    ACCEPTED
  }

  static CodeAnswer refused(Kind kind) {
    return new CodeAnswer(kind, null, null);
  }

  static CodeAnswer refused(Kind kind, CouponTerms terms) {
    return new CodeAnswer(kind, terms, null);
  }

  public boolean accepted() {
    return kind == Kind.ACCEPTED;
  }

  /** For whoever stands at the till. */
  public String sentence() {
    return switch (kind) {
      case UNREADABLE -> "The code is mistyped or no code: please look again.";
      case UNKNOWN_KEY -> "The code was signed with a key that is not known here.";
      case FORGED_OR_ALTERED -> "The code stands for no coupon that is known here.";
      case OTHER_PERSON -> "The code was given to somebody else.";
      case NOT_YET_VALID -> "The coupon is valid from " + time(terms.validFrom()) + " on only.";
      case EXPIRED -> "The coupon was valid until " + time(terms.validUntil()) + ".";
      case REVOKED -> "The coupon has been taken back.";
      case USED -> "The coupon has been used.";
      case WRONG_GOODS -> "The coupon is not for these goods.";
      case PRICE_TOO_LOW -> "The goods sell for less than the coupon may be used on.";
      case WRONG_CHANNEL -> "The coupon is not valid in this channel.";
      case SECOND_MONEY_BENEFIT -> "The basket has a benefit already, and may have one only.";
      case ACCEPTED -> terms + ".";
    };
  }

  private static Instant time(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
