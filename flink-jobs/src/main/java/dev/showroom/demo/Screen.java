package dev.showroom.demo;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.CouponDecision;

/** Where the demo is seen. */
interface Screen extends AutoCloseable {
  /** Called for each alert as it comes, on the thread that reads them. */
  void alert(Alert alert);

  /** Called for each decision about an offer as it comes, on the same thread. */
  void decision(CouponDecision decision);

  /** Called several times a second. */
  void show(Board.Snapshot board);

  /** Whether nobody can see it any more. */
  boolean isGone();

  /** Leaves the terminal as it was found; may be called twice, and from any thread. */
  @Override
  void close();
}
