package dev.showroom.core.rules;

/**
 * What a rule is asked about: an anchor of its trigger, with the customer's facts as known at one
 * moment. The names are those of the documented vocabulary.
 */
public interface Scene {
  /**
   * The value of a vocabulary name: {@link java.time.Instant}, {@link Long}, {@link Double}, {@link
   * String} or {@link Selection}; never null.
   *
   * @throws IllegalArgumentException for a name that this trigger does not have
   */
  Object valueOf(String name);
}
