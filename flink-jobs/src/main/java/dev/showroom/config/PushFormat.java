package dev.showroom.config;

/** What the body of a push is. */
public enum PushFormat {
  /** The coupon's record as it is in JSON Lines. */
  JSON,
  /** The same as the data of a CloudEvent 1.0, in structured mode. */
  CLOUDEVENTS
}
