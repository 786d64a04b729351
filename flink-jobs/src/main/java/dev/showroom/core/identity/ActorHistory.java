package dev.showroom.core.identity;

import dev.showroom.core.History;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.LateNote;
import dev.showroom.schemas.codec.InTopic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One anonymous actor: its facts of the look-back and its {@link Links}. What has been given to
 * customers is at any time exactly what the facts and links that have come so far amount to; each
 * arrival sends the difference. So it needs no order and no waiting: customers' journeys wait for
 * the watermark, by which all differences have reached them.
 */
public final class ActorHistory {
  /** How far back a link reaches, and how long facts are kept for one. */
  static final long LOOK_BACK_MILLIS = History.LOOK_BACK.toMillis();

  private final ActorHead head;
  private final List<Envelope> facts = new ArrayList<>();

  public ActorHistory() {
    this(new ActorHead(), List.of());
  }

  /**
   * @param facts in any order, duplicates and all
   */
  public ActorHistory(ActorHead head, Iterable<Envelope> facts) {
    this.head = head;
    facts.forEach(this.facts::add);
  }

  public ActorHead head() {
    return head;
  }

  public List<Envelope> facts() {
    return facts;
  }

  /**
   * Takes one record of the actor and hands on what it gives to customers or takes back from them.
   *
   * @return whether any customer was touched
   */
  public boolean accept(Envelope envelope, Consumer<Envelope> toCustomers) {
    if (envelope.topic() == InTopic.IDENTITY_LINKS) {
      return acceptLink(
          (LinkChanged) FactCodec.unpack(envelope.fact()), envelope.late(), toCustomers);
    }
    facts.add(envelope);
    return head.accept(envelope, toCustomers);
  }

  private boolean acceptLink(LinkChanged change, LateNote late, Consumer<Envelope> toCustomers) {
    Links before = head.links().copy();
    if (!head.add(change)) {
      return false;
    }
    boolean touched = false;
    for (Envelope fact : distinctFacts()) {
      List<Links.Gift> was = before.giftsOf(fact.time());
      List<Links.Gift> is = head.links().giftsOf(fact.time());
      for (Links.Gift gift : was) {
        // One that only ends earlier is cut short by the gift below, in one piece.
        if (is.stream().noneMatch(now -> now.endsNoLater(gift))) {
          touched = true;
          toCustomers.accept(gift.of(fact, Envelope.Kind.TAKE_BACK, late));
        }
      }
      for (Links.Gift gift : is) {
        if (!was.contains(gift)) {
          touched = true;
          toCustomers.accept(gift.of(fact, Envelope.Kind.GIVE, late));
        }
      }
    }
    return touched;
  }

  private List<Envelope> distinctFacts() {
    // A fact is told from others by its packed bytes: they hold stream, event id, time and all it
    // says.
    Set<ByteBuffer> seen = new HashSet<>();
    return facts.stream().filter(fact -> seen.add(ByteBuffer.wrap(fact.fact()))).toList();
  }

  /**
   * Forgets facts that a link at {@code now} (event time) or later can no longer give, and lapsed
   * links.
   */
  public void forget(long now) {
    facts.removeIf(fact -> fact.time() < now - LOOK_BACK_MILLIS);
    head.forget(now, facts);
  }

  /**
   * When there is something to forget next, event time; {@link Long#MAX_VALUE} when there is
   * nothing left.
   */
  public long forgetAt() {
    return head.forgetAt();
  }

  public boolean isEmpty() {
    return facts.isEmpty() && head.links().isEmpty();
  }
}
