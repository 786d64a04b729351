package dev.showroom.core.detect;

import dev.showroom.core.intake.Envelope;
import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.core.rules.Scene;

/** Looks on while facts are taken and rules are asked; what it sees changes nothing. */
public interface Observer {
  /** Looks away. */
  Observer NONE = new Observer() {};

  /**
   * @param scope value of the rule's level; empty for all of the customer's
   * @param at the anchor's moment, event time
   * @param excluded why nobody is suspected whatever the rule says, or null
   */
  default void asked(Rule rule, int version, String scope, long at, String excluded, Scene scene) {}

  /** A fact came that was known already. */
  default void repeated(Envelope fact) {}

  /** A rule erred. */
  default void failed(Rule rule, RuleSet set, String error) {}
}
