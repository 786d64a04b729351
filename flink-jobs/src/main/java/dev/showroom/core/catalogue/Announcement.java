package dev.showroom.core.catalogue;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/** What is told to all at once: products, what the tills have reported, rules, coupon policies. */
public sealed interface Announcement permits ProductVersion, FeedReport, RuleSetText, PolicyText {

  byte[] pack();

  /** Packed with a word on which kind it is. */
  default byte[] packAny() {
    int kind;
    if (this instanceof ProductVersion) {
      kind = 1;
    } else if (this instanceof FeedReport) {
      kind = 2;
    } else {
      kind = this instanceof RuleSetText ? 3 : 4;
    }
    return new PackWriter(96).number(kind).block(pack()).toBytes();
  }

  static Announcement unpackAny(byte[] packed) {
    PackReader in = new PackReader(packed);
    int kind = in.integer();
    byte[] bytes = in.block();
    return switch (kind) {
      case 1 -> ProductVersion.unpack(bytes);
      case 2 -> FeedReport.unpack(bytes);
      case 3 -> RuleSetText.unpack(bytes);
      case 4 -> PolicyText.unpack(bytes);
      default -> throw new IllegalStateException("no announcement of kind " + kind);
    };
  }
}
