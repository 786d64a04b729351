package dev.showroom.live;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;

/** What {@code run} sets for Prometheus, for tests elsewhere. */
public final class PrometheusSettings {
  private PrometheusSettings() {}

  public static Map<String, String> of(int port) {
    Configuration settings = new Configuration();
    Prometheus.set(port, settings);
    return new TreeMap<>(settings.toMap());
  }
}
