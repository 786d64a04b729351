package dev.showroom.core.rules.variant;

import dev.showroom.core.rules.Selection;
import java.util.List;

/** Alerts as one view has them: those of its own rules only, by the names that its rules use. */
final class ViewSelection implements Selection {
  private final Selection alerts;
  private final View view;

  private ViewSelection(Selection alerts, View view) {
    this.alerts = alerts;
    this.view = view;
  }

  static Selection of(Selection alerts, View view) {
    return new ViewSelection(alerts.where("pattern", view.patterns()), view);
  }

  private Selection with(Selection narrowed) {
    return new ViewSelection(narrowed, view);
  }

  @Override
  public Kind kind() {
    return alerts.kind();
  }

  @Override
  public Selection since(long time) {
    return with(alerts.since(time));
  }

  @Override
  public Selection after(long time) {
    return with(alerts.after(time));
  }

  @Override
  public Selection before(long time) {
    return with(alerts.before(time));
  }

  @Override
  public Selection upTo(long time) {
    return with(alerts.upTo(time));
  }

  @Override
  public Selection where(String field, List<String> values) {
    return with(
        alerts.where(
            field, field.equals("pattern") ? values.stream().map(view::name).toList() : values));
  }

  @Override
  public Selection comparing() {
    return with(alerts.comparing());
  }

  @Override
  public Selection assisted() {
    return with(alerts.assisted());
  }

  @Override
  public Selection unbought() {
    return with(alerts.unbought());
  }

  @Override
  public Selection withCoupon() {
    return with(alerts.withCoupon());
  }

  @Override
  public Selection ofFamilies(Selection others) {
    return with(alerts.ofFamilies(others));
  }

  @Override
  public Selection open() {
    return with(alerts.open());
  }

  @Override
  public long count() {
    return alerts.count();
  }

  @Override
  public long value() {
    return alerts.value();
  }

  @Override
  public long seconds() {
    return alerts.seconds();
  }

  @Override
  public long lines() {
    return alerts.lines();
  }

  @Override
  public long units() {
    return alerts.units();
  }

  @Override
  public long distinct(String field) {
    return alerts.distinct(field);
  }

  @Override
  public long first() {
    return alerts.first();
  }

  @Override
  public long last() {
    return alerts.last();
  }

  @Override
  public List<String> eventIds() {
    return alerts.eventIds();
  }
}
