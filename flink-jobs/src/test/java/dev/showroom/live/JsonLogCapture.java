package dev.showroom.live;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Everything that this JVM logs from `info` on, in the JSON that `run` writes. */
final class JsonLogCapture implements AutoCloseable {
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final LoggerConfig root = context.getConfiguration().getRootLogger();
  private final Level before = root.getLevel();
  private final Map<String, Appender> others = Map.copyOf(root.getAppenders());
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Appender appender;

  private JsonLogCapture() {
    appender =
        new AbstractAppender("capture", null, layoutOfRun(), false, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            lines.add(new String(getLayout().toByteArray(event), StandardCharsets.UTF_8));
          }
        };
  }

  /** Tests log by another file than `run`. */
  private static Layout<?> layoutOfRun() {
    try {
      URI file = JsonLogCapture.class.getResource("/log4j2.properties").toURI();
      Configuration run =
          ConfigurationFactory.getInstance()
              .getConfiguration(new LoggerContext("run"), "run", file);
      run.initialize();
      return run.getAppender("console-json").getLayout();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonLogCapture start() {
    JsonLogCapture capture = new JsonLogCapture();
    capture.appender.start();
    // Those who print go on printing what they did, and no more.
    capture.others.forEach(
        (name, other) -> {
          capture.root.removeAppender(name);
          capture.root.addAppender(other, capture.before, null);
        });
    capture.root.addAppender(capture.appender, Level.INFO, null);
    capture.root.setLevel(Level.INFO);
    capture.context.updateLoggers();
    return capture;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    root.removeAppender("capture");
    root.setLevel(before);
    context.updateLoggers();
    appender.stop();
  }
}
