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
  /** How far back a link reaches. */
  static final long LOOK_BACK_MILLIS = History.LOOK_BACK.toMillis();

  /** How long facts are kept for a link, which may itself come as late as the horizon. */
  static final long KEPT_MILLIS = LOOK_BACK_MILLIS + History.HORIZON.toMillis();

  /** How long a link is kept: it says whose a fact is that was kept all the while. */
  public static final long LINK_KEPT_MILLIS = Links.LINK_LIFE_MILLIS + KEPT_MILLIS;

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
    if (head.isKept(envelope)) {
      facts.add(envelope);
    }
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
    // Of a shared thing: no link gives them any more.
    facts.removeIf(fact -> !head.isKept(fact));
    return touched;
  }

  private List<Envelope> distinctFacts() {
    // A fact is told from others by its packed bytes: they hold stream, event id, time and all it
    // says.
    Set<ByteBuffer> seen = new HashSet<>();
    return facts.stream().filter(fact -> seen.add(ByteBuffer.wrap(fact.fact()))).toList();
  }

  /**
   * Forgets the customers whose erasure is due at {@code now} (event time), with all facts that
   * they were given. Nothing is taken back: who is erased holds nothing.
   */
  public void erase(long now) {
    for (LinkChanged erasure : List.copyOf(head.erasures())) {
      if (erasure.time() <= now) {
        String customerId = erasure.customerId();
        facts.removeIf(fact -> isGivenTo(customerId, fact));
        head.links().erase(customerId, erasure.time());
        head.erasures().remove(erasure);
      }
    }
  }

  private boolean isGivenTo(String customerId, Envelope fact) {
    return head.links().giftsOf(fact.time()).stream()
        .anyMatch(gift -> gift.customerId().equals(customerId));
  }

  /**
   * Forgets facts that no link which is yet to come can give, {@code now} (event time) being the
   * watermark, and lapsed links.
   */
  public void forget(long now) {
    facts.removeIf(fact -> fact.time() < now - KEPT_MILLIS);
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
    return facts.isEmpty() && head.links().isEmpty() && head.erasures().isEmpty();
  }
}
