package dev.showroom.core.push;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * How far the pushing of one coupon is: what has still to be sent, and what was, so that a copy on
 * the topic is not sent again. Immutable. Times are by the clock, epoch milliseconds: pushing
 * decides nothing but when.
 *
 * <p>A coupon that is revoked while it waits is not sent any more. Its revocation always is, and
 * never before the coupon's own try has been answered: a try that came to nothing here may have
 * reached the provider, or one of a run that crashed.
 *
 * @param issue where the sending of the coupon is
 * @param revocation where that of its revocation is
 * @param issueOrder while it waits, else null: it names a customer
 * @param revocationOrder while it waits, else null
 * @param tries of what is sent next, those that count
 * @param failures of what is sent next, all
 * @param dueAt when it is sent next
 * @param usableUntil when there is no use any more to send it
 */
public record CouponPush(
    Stage issue,
    Stage revocation,
    PushOrder issueOrder,
    PushOrder revocationOrder,
    int tries,
    int failures,
    long dueAt,
    long usableUntil) {

  /** Where the sending of one message is. In state: add at the end only. */
  public enum Stage {
    NONE,
    WAITING,
    RECEIVED,
    /** A dead letter. */
    GIVEN_UP,
    /** Its revocation came first. */
    WITHDRAWN
  }

  /**
   * What a verdict leads to.
   *
   * @param failed the order that is given up by it, or null
   * @param detail why
   */
  public record Step(CouponPush push, PushOrder failed, String detail) {}

  private static final Stage[] STAGES = Stage.values();

  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  /** Before anything is known of the coupon. */
  public static CouponPush unknown(long usableUntil) {
    return new CouponPush(Stage.NONE, Stage.NONE, null, null, 0, 0, 0, usableUntil);
  }

  /**
   * @param underWay whether a try is sent and not answered
   * @param now by the clock
   * @return this where the order is a copy
   */
  public CouponPush take(PushOrder order, boolean underWay, long now) {
    if (order.isRevocation()) {
      if (revocation != Stage.NONE) {
        return this;
      }
      CouponPush revoked =
          new CouponPush(
              issue, Stage.WAITING, issueOrder, order, tries, failures, dueAt, usableUntil);
      return underWay ? revoked : revoked.withoutIssue(now);
    }
    if (issue != Stage.NONE) {
      return this;
    }
    return revocation == Stage.NONE
        ? new CouponPush(Stage.WAITING, Stage.NONE, order, null, 0, 0, now, usableUntil)
        : new CouponPush(
            Stage.WITHDRAWN,
            revocation,
            null,
            revocationOrder,
            tries,
            failures,
            dueAt,
            usableUntil);
  }

  private CouponPush withoutIssue(long now) {
    Stage withdrawn = issue == Stage.WAITING ? Stage.WITHDRAWN : issue;
    return new CouponPush(withdrawn, revocation, null, revocationOrder, 0, 0, now, usableUntil);
  }

  public boolean isWaiting() {
    return issue == Stage.WAITING || revocation == Stage.WAITING;
  }

  /** What is sent next; only while something waits. */
  public PushOrder next() {
    return issue == Stage.WAITING ? issueOrder : revocationOrder;
  }

  /**
   * What follows from the answer to the try that was under way.
   *
   * @param mostTries of one message
   * @param wait until the next try, if there is one
   */
  public Step answered(Verdict verdict, int mostTries, long wait, long now) {
    int tried = tries + (verdict.counts() ? 1 : 0);
    return switch (verdict.kind()) {
      case RECEIVED -> new Step(settled(Stage.RECEIVED, now), null, "");
      case REFUSED -> givenUp(verdict.detail(), now);
      case AGAIN -> {
        if (issue == Stage.WAITING && revocation == Stage.WAITING) {
          yield new Step(withoutIssue(now), null, "");
        } else if (tried >= mostTries) {
          yield givenUp(tried + " tries, the last: " + verdict.detail(), now);
        } else if (now > usableUntil) {
          yield expired(verdict.detail(), now);
        }
        long next = Math.max(now + wait, verdict.notBefore());
        yield new Step(
            new CouponPush(
                issue,
                revocation,
                issueOrder,
                revocationOrder,
                tried,
                failures + 1,
                next,
                usableUntil),
            null,
            "");
      }
    };
  }

  /** What waits is not sent any more: the coupon is past its end. */
  public Step expired(String detail, long now) {
    return givenUp("expired before it was received: " + detail, now);
  }

  private Step givenUp(String detail, long now) {
    return new Step(settled(Stage.GIVEN_UP, now), next(), detail);
  }

  /** What was sent, or waited to be, does so no longer; what waits behind it comes next. */
  private CouponPush settled(Stage how, long now) {
    return issue == Stage.WAITING
        ? new CouponPush(how, revocation, null, revocationOrder, 0, 0, now, usableUntil)
        : new CouponPush(issue, how, null, null, 0, 0, now, usableUntil);
  }

  public byte[] pack() {
    PackWriter out =
        new PackWriter(64).number(FORM).constant(issue).constant(revocation).flag(isWaiting());
    if (isWaiting()) {
      pack(out, issueOrder);
      pack(out, revocationOrder);
      out.number(tries).number(failures).number(dueAt);
    }
    return out.number(usableUntil).toBytes();
  }

  private static void pack(PackWriter out, PushOrder order) {
    out.flag(order != null);
    if (order != null) {
      out.block(order.pack());
    }
  }

  public static CouponPush unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "a push");
    Stage issue = in.constant(STAGES);
    Stage revocation = in.constant(STAGES);
    if (!in.flag()) {
      return new CouponPush(issue, revocation, null, null, 0, 0, 0, in.number());
    }
    return new CouponPush(
        issue,
        revocation,
        in.flag() ? PushOrder.unpack(in.block()) : null,
        in.flag() ? PushOrder.unpack(in.block()) : null,
        in.integer(),
        in.integer(),
        in.number(),
        in.number());
  }
}
