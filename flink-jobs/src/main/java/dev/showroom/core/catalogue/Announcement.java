package dev.showroom.core.catalogue;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/** What every customer's journey is told: products, what the tills have reported, rules. */
public sealed interface Announcement permits ProductVersion, FeedReport, RuleSetText {

  byte[] pack();

  /** Packed with a word on which kind it is. */
  default byte[] packAny() {
    int kind = this instanceof ProductVersion ? 1 : this instanceof FeedReport ? 2 : 3;
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
      default -> throw new IllegalStateException("no announcement of kind " + kind);
    };
  }
}
