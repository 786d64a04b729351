package dev.showroom.core.catalogue;

import dev.showroom.core.Versioned;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * A version of the rules as it was published. It has been checked.
 *
 * @param inForceFrom event time from which on events are judged by it
 * @param document YAML
 */
public record RuleSetText(String id, int version, long inForceFrom, String document)
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

  public static RuleSetText unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "a rule set");
    return new RuleSetText(in.text(), in.integer(), in.number(), in.text());
  }
}
