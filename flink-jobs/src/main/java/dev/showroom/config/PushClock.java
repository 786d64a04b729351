package dev.showroom.config;

/** What the times of coupons are measured on. */
public enum PushClock {
  /** They are the time of day. */
  REAL,
  /** A time of their own, as of simulated or of old events: it goes on from the coupon's. */
  EVENTS
}
