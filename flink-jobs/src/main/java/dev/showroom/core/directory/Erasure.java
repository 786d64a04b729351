package dev.showroom.core.directory;

import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.LateNote;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * Where a customer stands with being forgotten: not asked for, asked for and waiting for the
 * watermark, or done for good. What is done keeps no id. Times are event times in epoch
 * milliseconds.
 */
final class Erasure {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long DONE = Long.MIN_VALUE;

  private long at = NEVER;

  /** The earliest request counts; a late one is due at once. */
  void ask(Envelope request) {
    at = Math.min(at, request.time());
  }

  boolean isDone() {
    return at == DONE;
  }

  /** When it is due; {@link Long#MAX_VALUE} for never, or no more. */
  long dueAt() {
    return at == DONE ? NEVER : at;
  }

  boolean isDue(long now) {
    return at != DONE && at <= now;
  }

  void done() {
    at = DONE;
  }

  boolean isAsked() {
    return at != NEVER;
  }

  void pack(PackWriter out) {
    out.number(at);
  }

  static Erasure unpack(PackReader in) {
    Erasure erasure = new Erasure();
    erasure.at = in.number();
    return erasure;
  }

  /** The note as it goes on to others: without the record's own bytes, which name the person. */
  static LateNote nameless(LateNote late) {
    return late == null ? null : new LateNote(late.origin(), late.watermark(), new byte[0]);
  }
}
