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
  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  @Override
  public byte[] pack() {
    return new PackWriter(document.length() + 64)
        .number(FORM)
        .text(id)
        .number(version)
        .number(inForceFrom)
        .text(document)
        .toBytes();
  }

  public static PolicyText unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "a policy");
    return new PolicyText(in.text(), in.integer(), in.number(), in.text());
  }
}
