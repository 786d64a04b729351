package dev.showroom.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An {@link EmbeddedBroker} in a JVM of its own, which outlives the JVMs that a test kills. */
public final class ChildBroker implements AutoCloseable {
  private final Process process;
  private final String bootstrapServers;

  /**
   * @param directory that keeps the topics
   * @param port to listen on, 0 for any free one
   */
  public static ChildBroker start(Path directory, int port) {
    try {
      return new ChildBroker(directory, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ChildBroker(Path directory, int port) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedBroker.class.getName(),
                directory.toString(),
                Integer.toString(port))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    bootstrapServers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (bootstrapServers == null) {
      throw new AssertionError("the broker's JVM ended without an address; see its standard error");
    }
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  public Process process() {
    return process;
  }

  /** Lets the broker end in order. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the broker's JVM had not ended 30 s after its input was closed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
