package dev.showroom.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C, {@code kill} and a terminal that is closed: the first asks for an orderly end, which
 * needs the broker to outlive the job, so that the JVM must not begin to go down on its own. The
 * second does not wait.
 */
public final class StopSignals implements AutoCloseable {
  private static final Map<String, Integer> STATUS = Map.of("INT", 130, "TERM", 143, "HUP", 129);

  private record Replaced(Signal signal, SignalHandler handler) {}

  private final CountDownLatch asked = new CountDownLatch(1);
  private final List<Replaced> replaced = new ArrayList<>();
  private volatile int status;

  /**
   * @param atOnce done on the second signal, just before the JVM ends
   */
  public StopSignals(Runnable atOnce) {
    STATUS.forEach(
        (name, code) ->
            handle(
                name,
                signal -> {
                  if (asked.getCount() == 0) {
                    try {
                      atOnce.run();
                    } finally {
                      Runtime.getRuntime().halt(code);
                    }
                  }
                  status = code;
                  asked.countDown();
                }));
  }

  private void handle(String name, SignalHandler handler) {
    try {
      Signal signal = new Signal(name);
      replaced.add(new Replaced(signal, Signal.handle(signal, handler)));
    } catch (IllegalArgumentException e) {
      // Not on this system, or the JVM was told to leave signals alone (-Xrs).
    }
  }

  /** Returns as soon as an end is asked for, or after so long. */
  public boolean await(long millis) throws InterruptedException {
    return asked.await(millis, TimeUnit.MILLISECONDS);
  }

  public boolean asked() {
    return asked.getCount() == 0;
  }

  /** The exit status that the signal calls for; 0 if there was none. */
  public int status() {
    return status;
  }

  @Override
  public void close() {
    replaced.forEach(r -> Signal.handle(r.signal(), r.handler()));
  }
}
