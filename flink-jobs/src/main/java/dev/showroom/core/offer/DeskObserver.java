package dev.showroom.core.offer;

/** Is told of what changes nothing at the desk and should not pass in silence either. */
public interface DeskObserver {
  DeskObserver NONE =
      new DeskObserver() {
        @Override
        public void unknownCoupon() {}

        @Override
        public void redeemedTooLate() {}
      };

  /**
   * News came of a coupon that was never issued, or not yet, or is forgotten, or whose customer was
   * erased.
   */
  void unknownCoupon();

  /** A till took a coupon that had been revoked, or had expired, before. */
  void redeemedTooLate();
}
