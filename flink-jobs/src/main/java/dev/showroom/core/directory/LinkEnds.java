package dev.showroom.core.directory;

import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.intake.Envelope;
import dev.showroom.schemas.codec.InTopic;

/**
 * A link has two ends, the actor that it is about and the customer. Its envelope is keyed by one of
 * them and its fact names the other: this turns it round, so that it can pass the customer on its
 * way to the actor.
 */
public final class LinkEnds {
  private LinkEnds() {}

  /** The same link as seen from its other end. */
  public static Envelope turned(Envelope link) {
    LinkChanged change = (LinkChanged) FactCodec.unpack(link.fact());
    return of(link.topic(), change.customerId(), !link.anonymous(), change, link.key(), link);
  }

  /**
   * What tells an actor to forget a customer: the end of all its links to the customer, in the
   * stream of erasures.
   *
   * @param erasure as it came to the customer
   */
  static Envelope forgetting(String actor, Envelope erasure) {
    LinkChanged end = new LinkChanged("", erasure.time(), erasure.key(), false, true);
    return of(InTopic.ERASURES, actor, true, end, erasure.key(), erasure);
  }

  private static Envelope of(
      InTopic topic,
      String key,
      boolean anonymous,
      LinkChanged change,
      String otherEnd,
      Envelope cause) {
    LinkChanged seen =
        new LinkChanged(
            change.eventId(), change.time(), otherEnd, change.link(), change.deterministic());
    return new Envelope(
        key,
        anonymous,
        Envelope.Kind.GIVE,
        topic,
        cause.time(),
        cause.knownAt(),
        cause.knownUntil(),
        FactCodec.pack(seen),
        cause.late());
  }
}
