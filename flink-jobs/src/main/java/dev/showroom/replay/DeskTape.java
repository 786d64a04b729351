package dev.showroom.replay;

import dev.showroom.core.offer.DeskInput;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * All that an offer desk would have been told in a replay, in order of arrival, with the watermarks
 * between: any desk that is told it again decides what it would have decided in the replay.
 */
public final class DeskTape {
  /** In the replay's output directory. */
  public static final String FILE = "desk.tape";

  /** In the place of a length: a watermark follows, and no input. */
  private static final int WATERMARK = -1;

  /** Is told what a desk was told. Times are event times in epoch milliseconds. */
  public interface Listener {
    void told(DeskInput input);

    void watermark(long time);
  }

  private DeskTape() {}

  /**
   * Plays a tape from its beginning to its end.
   *
   * @throws IOException where it cannot be read
   */
  public static void play(Path file, Listener listener) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      while (in.available() > 0) {
        int length = in.readInt();
        if (length == WATERMARK) {
          listener.watermark(in.readLong());
        } else {
          listener.told(DeskInput.unpack(in.readNBytes(length)));
        }
      }
    }
  }

  /** Writes one. */
  static final class Recorder implements AutoCloseable {
    private final DataOutputStream out;
    private long written = Long.MIN_VALUE;

    Recorder(Path file) throws IOException {
      out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    /**
     * @param watermark up to when everything was there, as the input came
     */
    void input(DeskInput input, long watermark) throws IOException {
      watermark(watermark);
      byte[] packed = input.pack();
      out.writeInt(packed.length);
      out.write(packed);
    }

    void watermark(long watermark) throws IOException {
      if (watermark > written) {
        written = watermark;
        out.writeInt(WATERMARK);
        out.writeLong(watermark);
      }
    }

    void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
