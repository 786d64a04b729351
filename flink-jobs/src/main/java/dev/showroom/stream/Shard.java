package dev.showroom.stream;

import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.KeyDigest;
import org.apache.flink.api.java.functions.KeySelector;

/** The Flink key of an envelope: the digest of its key, so that no id is a key of state. */
final class Shard implements KeySelector<Envelope, String> {
  private static final long serialVersionUID = 1L;

  private transient KeyDigest digest;

  @Override
  public String getKey(Envelope envelope) {
    if (digest == null) {
      digest = new KeyDigest();
    }
    return digest.of(envelope.key());
  }
}
