package dev.showroom.core.insight;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.OfferKind;
import java.nio.charset.StandardCharsets;

/**
 * One window of one group: all figures of it are made of the same sums.
 *
 * @param start of the window, event time in epoch milliseconds
 * @param shadow whether it is about what was only looked at
 * @param storeId null unless the group is one store, or a store's own budget; so are the others
 */
public record Cell(
    WindowSize size,
    long start,
    boolean shadow,
    String storeId,
    String category,
    String pattern,
    OfferKind offer,
    String campaign) {
  private static final WindowSize[] SIZES = WindowSize.values();
  private static final OfferKind[] OFFERS = OfferKind.values();

  public long end() {
    return size.endOf(start);
  }

  /** From when on (inclusive) its figures do not change any more. */
  public long settledAt() {
    return size.settledAt(start);
  }

  void pack(PackWriter out) {
    out.constant(size)
        .number(start)
        .flag(shadow)
        .text(storeId)
        .text(category)
        .text(pattern)
        .constant(offer)
        .text(campaign);
  }

  static Cell unpack(PackReader in) {
    return new Cell(
        in.constant(SIZES),
        in.number(),
        in.flag(),
        in.text(),
        in.text(),
        in.text(),
        in.constant(OFFERS),
        in.text());
  }

  /** What its state is keyed by: the packed form, a character for each byte. */
  public String key() {
    PackWriter out = new PackWriter(64);
    pack(out);
    return new String(out.toBytes(), StandardCharsets.ISO_8859_1);
  }

  public static Cell ofKey(String key) {
    return unpack(new PackReader(key.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
