package dev.showroom.schemas.codec;

import dev.showroom.schemas.DeadLetterReason;

/**
 * A record that cannot be used, with the typed reason and one sentence; never carries the record's
 * own values.
 */
public final class MalformedRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final DeadLetterReason reason;

  public MalformedRecordException(DeadLetterReason reason, String detail) {
    // No stack trace: garbage may come at the full rate of the stream.
    super(detail, null, false, false);
    this.reason = reason;
  }

  public DeadLetterReason reason() {
    return reason;
  }
}
