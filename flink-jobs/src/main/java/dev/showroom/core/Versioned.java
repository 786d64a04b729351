package dev.showroom.core;

/** Something of which there are versions, each in force from a moment of event time on. */
public interface Versioned {
  String id();

  int version();

  /** Epoch milliseconds. */
  long inForceFrom();

  /** What tells it from all others. */
  default String key() {
    return id() + "@" + version();
  }
}
