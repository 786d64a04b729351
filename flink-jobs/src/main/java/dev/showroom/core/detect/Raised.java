package dev.showroom.core.detect;

import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.alert.Level;
import dev.showroom.core.alert.Subject;
import dev.showroom.core.rules.Trigger;
import dev.showroom.core.rules.variant.VariantNames;
import java.util.List;

/**
 * An alert of another rule.
 *
 * @param at when it was raised
 */
record Raised(AlertEntry alert, long at) implements Anchor {
  Raised(AlertEntry alert) {
    this(alert, alert.raisedAt());
  }

  private Subject subject() {
    return alert.suspicion().subject();
  }

  @Override
  public Trigger trigger() {
    return Trigger.ALERT;
  }

  @Override
  public String key() {
    return VariantNames.plain(alert.suspicion().alertId());
  }

  @Override
  public String eventId() {
    return subject().eventId();
  }

  @Override
  public String storeId() {
    return subject().storeId();
  }

  @Override
  public List<Scope> scopes(Level level, Knowledge knowledge) {
    return Scopes.ofSku(level, subject().sku(), subject().at(), knowledge);
  }

  @Override
  public Object valueOf(String name, Scope scope, Knowledge knowledge) {
    return name.equals("alert.pattern") ? alert.suspicion().rule().pattern() : null;
  }
}
