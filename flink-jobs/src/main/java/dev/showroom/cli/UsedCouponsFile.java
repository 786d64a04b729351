package dev.showroom.cli;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.core.code.UsedCoupons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * A register of used coupons in a file that processes of one machine share: a line for each, the
 * coupon's id, a tab and the order's. The file is locked from looking to noting, so that of two
 * that ask at once one is told yes.
 */
final class UsedCouponsFile implements UsedCoupons {
  /** A file lock is the process's, and keeps its threads not apart. */
  private static final Object THREADS = new Object();

  private final Path file;

  UsedCouponsFile(Path file) {
    this.file = file;
  }

  @Override
  public String orderOf(String couponId) {
    if (!Files.exists(file)) {
      return null;
    }
    synchronized (THREADS) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
          FileLock lock = channel.lock(0, Long.MAX_VALUE, true)) {
        return orders(channel).get(couponId);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  @Override
  public boolean use(String couponId, String orderId) {
    synchronized (THREADS) {
      try (FileChannel channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        String before = orders(channel).get(couponId);
        if (before == null) {
          append(channel, couponId + "\t" + orderId + "\n");
        }
        return before == null || before.equals(orderId);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  private static Map<String, String> orders(FileChannel channel) throws IOException {
    byte[] bytes = Channels.newInputStream(channel.position(0)).readAllBytes();
    Map<String, String> orders = new HashMap<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
      String[] words = line.split("\t", 2);
      // A line that broke off: used, but it is not known by which order.
      orders.putIfAbsent(words[0], words.length < 2 ? "" : words[1].strip());
    }
    return orders;
  }

  private static void append(FileChannel channel, String line) throws IOException {
    long end = channel.size();
    String text = end > 0 && !endsLine(channel, end) ? "\n" + line : line;
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    channel.position(end);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  private static boolean endsLine(FileChannel channel, long end) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    channel.read(last, end - 1);
    return last.get(0) == '\n';
  }

  private CommandFailure failed(IOException e) {
    return new CommandFailure(
        "The register of used coupons '" + file + "' cannot be used: " + Causes.of(e) + ".", e);
  }
}
