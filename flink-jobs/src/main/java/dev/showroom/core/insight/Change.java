package dev.showroom.core.insight;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * What one notice changes in one cell.
 *
 * @param by to be added to the cell's sums
 */
public record Change(Cell cell, Tally by) {

  public byte[] pack() {
    PackWriter out = new PackWriter(96);
    cell.pack(out);
    by.pack(out);
    return out.toBytes();
  }

  public static Change unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    return new Change(Cell.unpack(in), Tally.unpack(in));
  }
}
