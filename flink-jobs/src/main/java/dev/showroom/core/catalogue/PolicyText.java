package dev.showroom.core.catalogue;

import dev.showroom.core.Versioned;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * A version of the coupon policy as it was published. It has been checked.
 *
 * @param inForceFrom event time from which on alerts are decided by it
 * @param document YAML
 */
public record PolicyText(String id, int version, long inForceFrom, String document)
    implements Announcement, Versioned {

  @Override
  public byte[] pack() {
    return new PackWriter(document.length() + 64)
        .text(id)
        .number(version)
        .number(inForceFrom)
        .text(document)
        .toBytes();
  }

  public static PolicyText unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    return new PolicyText(in.text(), in.integer(), in.number(), in.text());
  }
}
