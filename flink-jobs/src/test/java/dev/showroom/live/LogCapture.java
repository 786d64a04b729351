package dev.showroom.live;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** All that is logged meanwhile, ours in every detail and others' from INFO on. */
final class LogCapture implements AutoCloseable {
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

  static LogCapture start() {
    LogCapture capture = new LogCapture();
    Configuration configuration = capture.context.getConfiguration();
    Lines appender = capture.new Lines();
    appender.start();
    configuration
        .getLoggers()
        .values()
        .forEach(
            logger -> {
              logger.getAppenders().keySet().forEach(logger::removeAppender);
              logger.setLevel(Level.INFO);
            });
    configuration.getRootLogger().addAppender(appender, Level.ALL, null);
    LoggerConfig ours = new LoggerConfig("dev.showroom", Level.TRACE, true);
    configuration.addLogger("dev.showroom", ours);
    capture.context.updateLoggers();
    return capture;
  }

  String text() {
    return String.join("\n", lines);
  }

  /** As it was configured. */
  @Override
  public void close() {
    context.reconfigure();
  }

  private final class Lines extends AbstractAppender {
    Lines() {
      super("capture", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      StringWriter text = new StringWriter();
      text.append(event.getLoggerName()).append(' ');
      text.append(event.getMessage().getFormattedMessage());
      if (event.getThrown() != null) {
        event.getThrown().printStackTrace(new PrintWriter(text));
      }
      lines.add(text.toString());
    }
  }
}
