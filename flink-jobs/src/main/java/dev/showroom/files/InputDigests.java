package dev.showroom.files;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Tells whether files are those of another day. */
public final class InputDigests {
  /**
   * @param name path within the input directory
   * @param sha256 in hexadecimal digits
   */
  public record Digest(String name, long bytes, String sha256) {}

  private InputDigests() {}

  /** Digests that are worked out beside everything else. */
  public static final class Pending {
    private final CompletableFuture<List<Digest>> all;

    private Pending(CompletableFuture<List<Digest>> all) {
      this.all = all;
    }

    /**
     * Waits for them.
     *
     * @throws CommandFailure where a file could not be read
     */
    public List<Digest> get() {
      try {
        return all.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof IOException failed) {
          throw new CommandFailure("The input could not be read: " + Causes.of(failed) + ".", e);
        }
        throw e;
      }
    }
  }

  /** {@link #of}, in the background. */
  public static Pending begin(StreamInputs inputs) {
    CompletableFuture<List<Digest>> all = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                all.complete(of(inputs));
              } catch (IOException | RuntimeException e) {
                all.completeExceptionally(e);
              }
            },
            "digests of the input");
    reader.setDaemon(true);
    reader.start();
    return new Pending(all);
  }

  /** Reads each file once; in the order of streams, then of their files. */
  public static List<Digest> of(StreamInputs inputs) throws IOException {
    List<Digest> digests = new ArrayList<>();
    for (TopicInput input : inputs.topics().values()) {
      if (input instanceof FileInput files) {
        for (FileRef file : files.all()) {
          digests.add(new Digest(file.name(), file.length(), sha256(file)));
        }
      }
    }
    return digests;
  }

  private static String sha256(FileRef file) throws IOException {
    try (InputStream in = file.open()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
