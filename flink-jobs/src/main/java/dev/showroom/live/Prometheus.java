package dev.showroom.live;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.state.rocksdb.RocksDBNativeMetricOptions;

/** The reporter of an embedded Flink; the same settings stand in docs/metrics.md for clusters. */
final class Prometheus {
  private static final String PREFIX = "metrics.reporter.prometheus.";

  /** Labels that are new with each start, and would make new series of the same figures. */
  private static final String NOT_LABELS =
      "job_id;task_id;task_attempt_id;task_attempt_num;operator_id;tm_id";

  private static final List<ConfigOption<Boolean>> STATE_SIZES =
      List.of(
          RocksDBNativeMetricOptions.ESTIMATE_NUM_KEYS,
          RocksDBNativeMetricOptions.ESTIMATE_LIVE_DATA_SIZE,
          // One series for each state, not for all of an operator's together.
          RocksDBNativeMetricOptions.COLUMN_FAMILY_AS_VARIABLE);

  private Prometheus() {}

  /**
   * @throws CommandFailure where the port is not free: Flink itself would only log that
   */
  static void report(RunConfig.Metrics config, Configuration settings) {
    int port = config.prometheusPort();
    if (port == 0) {
      return;
    }
    try (ServerSocket free = new ServerSocket(port)) {
      free.getLocalPort();
    } catch (IOException e) {
      throw new CommandFailure(
          "Port %d of option 'metrics.prometheus-port' is in use.".formatted(port), e);
    }
    set(port, settings);
  }

  static void set(int port, Configuration settings) {
    settings.set(MetricOptions.REPORTERS_LIST, "prometheus");
    settings.setString(PREFIX + "factory.class", PrometheusReporterFactory.class.getName());
    settings.setString(PREFIX + "port", Integer.toString(port));
    settings.setString(PREFIX + "scope.variables.excludes", NOT_LABELS);
    // Else `store-visits` would be `store_visits`, and two stores might be one.
    settings.setString(PREFIX + "filterLabelValueCharacters", "false");
    STATE_SIZES.forEach(figure -> settings.set(figure, true));
  }
}
