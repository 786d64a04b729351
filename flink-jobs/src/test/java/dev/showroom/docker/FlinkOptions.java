package dev.showroom.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.highavailability.JobResultStoreOptions;
import org.apache.flink.state.rocksdb.RocksDBNativeMetricOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** Which options the Flink of the build has, as its own classes hold them. */
final class FlinkOptions {
  private static final Map<String, ConfigOption<?>> KNOWN = new HashMap<>();
  private static final Pattern REPORTER = Pattern.compile("metrics\\.reporter\\.prom\\.(.+)");

  static {
    for (Class<?> holder :
        List.of(
            CheckpointingOptions.class,
            CoreOptions.class,
            HeartbeatManagerOptions.class,
            HighAvailabilityOptions.class,
            JobManagerOptions.class,
            JobResultStoreOptions.class,
            MetricOptions.class,
            PipelineOptions.class,
            RocksDBNativeMetricOptions.class,
            RocksDBOptions.class,
            TaskManagerOptions.class,
            WebOptions.class)) {
      for (Field field : holder.getFields()) {
        if (ConfigOption.class.isAssignableFrom(field.getType())) {
          ConfigOption<?> option = value(field);
          KNOWN.put(option.key(), option);
        }
      }
    }
  }

  private FlinkOptions() {}

  /** Each is an option by its present name, and its value is one that Flink reads. */
  static void check(Map<String, String> properties) {
    Configuration configuration = Configuration.fromMap(properties);
    properties.forEach(
        (key, value) -> {
          var reporter = REPORTER.matcher(key);
          if (reporter.matches()) {
            // The option of a reporter is below its name; the last two are the Prometheus one's
            // own.
            assertThat(reporter.group(1))
                .isIn(
                    MetricOptions.REPORTER_FACTORY_CLASS.key(),
                    MetricOptions.REPORTER_EXCLUDED_VARIABLES.key(),
                    "port",
                    "filterLabelValueCharacters");
            return;
          }
          assertThat(KNOWN).containsKey(key);
          assertThatCode(() -> configuration.get(KNOWN.get(key)))
              .as(key + ": " + value)
              .doesNotThrowAnyException();
        });
  }

  private static ConfigOption<?> value(Field field) {
    try {
      return (ConfigOption<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
