package dev.showroom.demo;

import dev.showroom.common.CommandFailure;
import dev.showroom.common.StopSignals;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A demo from its start to its last word. */
public final class DemoRun {
  private DemoRun() {}

  /**
   * Runs a demo to its end and leaves nothing running.
   *
   * @return the exit status: 0, or that of the signal which ended it
   * @throws CommandFailure one sentence, if a part of it failed; all is cleaned up then as well
   */
  public static int run(DemoOptions options, PrintWriter out, Map<String, String> environment) {
    Screen screen = screen(options, out, environment);
    AtomicReference<Demo> running = new AtomicReference<>();
    Runnable atOnce =
        () -> {
          screen.close();
          Demo demo = running.get();
          if (demo != null) {
            demo.abandon();
          }
        };
    // For an end that comes from elsewhere in this process.
    Thread onExit = new Thread(screen::close, "demo terminal on exit");
    Runtime.getRuntime().addShutdownHook(onExit);
    try (StopSignals signals = new StopSignals(atOnce)) {
      Demo demo = new Demo(options, screen, signals);
      running.set(demo);
      Demo.End end;
      try (demo;
          screen) {
        end = demo.run();
      }
      if (end != Demo.End.NOBODY_LOOKS) {
        summarise(out, end, demo.board());
      }
      return signals.status();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("The demo was interrupted.", e);
    }
  }

  private static Screen screen(
      DemoOptions options, PrintWriter out, Map<String, String> environment) {
    Console console = System.console();
    String term = environment.getOrDefault("TERM", "dumb");
    if (console == null || term.equals("dumb") || term.isEmpty()) {
      return new LineScreen(out, new Wording(Charset.defaultCharset()));
    }
    String subtitle =
        String.format(
            Locale.ROOT,
            "%,d simulated customers, %d days, seed %d; through Kafka and Flink in this process",
            options.customers(),
            options.days(),
            options.seed());
    return new LiveScreen(
        out,
        new Wording(console.charset()),
        new TerminalSize(environment),
        subtitle,
        environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  private static void summarise(PrintWriter out, Demo.End end, Board.Snapshot board) {
    out.printf(
        Locale.ROOT,
        "%s %,d records in, %,d alert revisions out, %,d late (%,d of them not on purpose), %,d dead"
            + " letters of %,d broken records%s.%n",
        end.sentence(),
        board.in(),
        board.alerts(),
        board.late(),
        board.unintended(),
        board.dead(),
        board.sentBroken(),
        board.alerts() == 0
            ? ""
            : String.format(Locale.ROOT, "; first alert after %.1f s", board.firstAlertSeconds()));
    out.flush();
  }
}
