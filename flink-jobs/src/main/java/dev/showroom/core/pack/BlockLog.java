package dev.showroom.core.pack;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Length-prefixed blocks one behind another in one array, so that adding one is a copy of bytes and
 * nothing more.
 */
public final class BlockLog {
  private BlockLog() {}

  public static byte[] append(byte[] log, byte[] block) {
    byte[] framed = new PackWriter(block.length + 4).block(block).toBytes();
    byte[] longer = Arrays.copyOf(log, log.length + framed.length);
    System.arraycopy(framed, 0, longer, log.length, framed.length);
    return longer;
  }

  public static void forEach(byte[] log, Consumer<byte[]> action) {
    PackReader in = new PackReader(log);
    while (in.hasMore()) {
      action.accept(in.block());
    }
  }
}
