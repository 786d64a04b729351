package dev.showroom.core.offer;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * That somebody was granted an offer, or would have been but for the hold-out. It counts against
 * caps whatever becomes of the offer.
 *
 * @param family null where the alert was about none
 * @param key one for each lane and alert
 * @param ahead whether it was sent before a crash, and its decision has not come again yet
 */
record Grant(String lane, long time, String family, String key, boolean ahead) {
  boolean isOf(String otherLane) {
    return lane.equals(otherLane);
  }

  void pack(PackWriter out) {
    out.text(lane).number(time).text(family).text(key).flag(ahead);
  }

  static Grant unpack(PackReader in) {
    return new Grant(in.text(), in.number(), in.text(), in.text(), in.flag());
  }
}
