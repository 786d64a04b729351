package dev.showroom.core.catalogue;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * A till's word that it has reported all there was.
 *
 * @param feed {@code store:<storeId>} or {@code channel:<channel>}
 * @param time event time of the report, epoch milliseconds
 * @param completeThrough everything up to then (inclusive) has been reported
 */
public record FeedReport(String feed, long time, long completeThrough) implements Announcement {

  @Override
  public byte[] pack() {
    return new PackWriter(40).text(feed).number(time).number(completeThrough).toBytes();
  }

  public static FeedReport unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    return new FeedReport(in.text(), in.number(), in.number());
  }
}
