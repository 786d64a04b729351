package dev.showroom.metrics;

import dev.showroom.schemas.codec.InTopic;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * The figures of one subtask of one operator, in Flink's metric groups. Only what is written to
 * comes out of here: nothing that a figure says can be asked, and so decide anything.
 */
public final class Meters {
  /** Values of the labels of one figure; what goes beyond counts as {@link #OTHER}. */
  static final int MOST = 200;

  static final int HISTOGRAM_WINDOW = 1_000;
  static final String OTHER = "other";

  /** What ids of stores, rules and campaigns look like; free text does not. */
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private final MetricGroup group;

  private Meters(MetricGroup group) {
    this.group = group;
  }

  public static Meters of(RuntimeContext context) {
    return in(context.getMetricGroup());
  }

  /**
   * @param group of the operator
   */
  public static Meters in(MetricGroup group) {
    return new Meters(group.addGroup(Meter.SCOPE));
  }

  /** A counter without labels. */
  public Count count(Meter meter) {
    return new Count(group.counter(meter.title()));
  }

  /** Counters that come to be as their labels do. */
  public Counts counts(Meter meter) {
    return new Counts(this, meter);
  }

  /** One counter for each constant, which an array finds. */
  public <E extends Enum<E>> CountOf<E> countOf(Meter meter, Class<E> labels) {
    return new CountOf<>(counts(meter), labels);
  }

  /** A figure that is set, and told once it has been. */
  public Levels levels(Meter meter) {
    return new Levels(this, meter);
  }

  /**
   * A figure that is asked for when it is told, by a thread of Flink's.
   *
   * @param value must not touch state
   */
  public void gauge(Meter meter, LongSupplier value) {
    group.gauge(meter.title(), (Gauge<Long>) value::getAsLong);
  }

  /** Time that has passed since moments. */
  public Elapsed elapsed(Meter meter) {
    return new Elapsed(
        group.histogram(meter.title(), new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW)));
  }

  /** Time since the newest moment of each label. */
  public <E extends Enum<E>> Lags<E> lags(Meter meter, Class<E> labels) {
    return new Lags<>(this, meter, labels);
  }

  /** Medians over the newest values of each label. */
  public Medians medians(Meter meter) {
    return new Medians(this, meter);
  }

  Count labelled(Meter meter, List<String> values) {
    return new Count(labelledGroup(meter, values).counter(meter.title()));
  }

  void labelled(Meter meter, String value, LongSupplier level) {
    labelledGroup(meter, List.of(value)).gauge(meter.title(), (Gauge<Long>) level::getAsLong);
  }

  private MetricGroup labelledGroup(Meter meter, List<String> values) {
    MetricGroup labelled = group;
    for (int i = 0; i < values.size(); i++) {
      labelled = labelled.addGroup(meter.labels().get(i), values.get(i));
    }
    return labelled;
  }

  /** The text, unless it cannot be an id. */
  static String label(String text) {
    return text != null && LABEL.matcher(text).matches() ? text : OTHER;
  }

  /** As it stands in records; of a stream, its topic without the prefix. */
  static String label(Enum<?> constant) {
    return constant instanceof InTopic stream ? stream.topic() : constant.name();
  }
}
