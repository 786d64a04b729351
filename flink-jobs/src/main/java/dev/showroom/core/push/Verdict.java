package dev.showroom.core.push;

/**
 * What became of one try to send.
 *
 * @param detail for people; nothing of what was sent or answered but the status
 * @param counts whether the try is one of those that a coupon has
 * @param notBefore the provider's wish when to be asked again, epoch milliseconds; 0 for none
 */
public record Verdict(Kind kind, String detail, boolean counts, long notBefore) {

  /** How it goes on. */
  public enum Kind {
    RECEIVED,
    /** It will not be taken however often it is sent. */
    REFUSED,
    /** Another time perhaps. */
    AGAIN
  }

  public static Verdict received() {
    return new Verdict(Kind.RECEIVED, "", true, 0);
  }

  public static Verdict refused(String detail) {
    return new Verdict(Kind.REFUSED, detail, true, 0);
  }

  public static Verdict again(String detail, long notBefore) {
    return new Verdict(Kind.AGAIN, detail, true, notBefore);
  }

  /** It was too much at once, which says nothing of the coupon. */
  public static Verdict tooMany(String detail, long notBefore) {
    return new Verdict(Kind.AGAIN, detail, false, notBefore);
  }
}
