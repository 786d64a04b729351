package dev.showroom.core.notice;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * What the parts of the detector tell each other about alerts, offers and what became of them.
 * Notices travel inside the graph only; what leaves it is made of them.
 */
public sealed interface Notice
    permits AlertNotice, DecisionNotice, CouponNotice, BudgetNotice, OutcomeNotice {

  /** Event time of what is told, epoch milliseconds. */
  long time();

  /** Without a word on which kind it is. */
  byte[] pack();

  /** Packed with a word on which kind it is. */
  default byte[] packAny() {
    int kind;
    if (this instanceof AlertNotice) {
      kind = 1;
    } else if (this instanceof DecisionNotice) {
      kind = 2;
    } else if (this instanceof CouponNotice) {
      kind = 3;
    } else if (this instanceof BudgetNotice) {
      kind = 4;
    } else {
      kind = 5;
    }
    byte[] packed = pack();
    return new PackWriter(packed.length + 8).number(kind).block(packed).toBytes();
  }

  static Notice unpackAny(byte[] packed) {
    PackReader in = new PackReader(packed);
    int kind = in.integer();
    byte[] bytes = in.block();
    return switch (kind) {
      case 1 -> AlertNotice.unpack(bytes);
      case 2 -> DecisionNotice.unpack(bytes);
      case 3 -> CouponNotice.unpack(bytes);
      case 4 -> BudgetNotice.unpack(bytes);
      case 5 -> OutcomeNotice.unpack(bytes);
      default -> throw new IllegalStateException("no notice of kind " + kind);
    };
  }
}
