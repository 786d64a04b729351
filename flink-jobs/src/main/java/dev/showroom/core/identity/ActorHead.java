package dev.showroom.core.identity;

import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What each event of an anonymous actor needs: who it belongs to. Kept apart from the actor's
 * facts, which only a link reads. Times are event times in epoch milliseconds.
 */
public final class ActorHead {
  /** Of its packed form, with which that begins. */
  public static final int FORM = 2;

  private final Links links = new Links(ActorHistory.LOOK_BACK_MILLIS);
  private long oldestFact = Long.MAX_VALUE;
  private long newestLink = Long.MIN_VALUE;
  private long timerAt = Long.MAX_VALUE;
  private final List<LinkChanged> erasures = new ArrayList<>();

  Links links() {
    return links;
  }

  /** Whether a link can ever give the fact to anybody; else it need not be kept. */
  public boolean isKept(Envelope fact) {
    return fact.time() < links.sharedFrom();
  }

  /** Takes note that a customer is to be forgotten when the watermark is where it says. */
  public void erase(LinkChanged erasure) {
    erasures.add(erasure);
  }

  /** When a customer is to be forgotten next; {@link Long#MAX_VALUE} for never. */
  public long eraseAt() {
    long at = Long.MAX_VALUE;
    for (LinkChanged erasure : erasures) {
      at = Math.min(at, erasure.time());
    }
    return at;
  }

  List<LinkChanged> erasures() {
    return erasures;
  }

  /**
   * Hands an event on to the customers it belongs to.
   *
   * @return whether there are any
   */
  public boolean accept(Envelope fact, Consumer<Envelope> toCustomers) {
    if (isKept(fact)) {
      oldestFact = Math.min(oldestFact, fact.time());
    }
    List<Links.Gift> gifts = links.giftsOf(fact.time());
    for (Links.Gift gift : gifts) {
      toCustomers.accept(gift.of(fact, Envelope.Kind.GIVE, fact.late()));
    }
    return !gifts.isEmpty();
  }

  boolean add(LinkChanged change) {
    newestLink = Math.max(newestLink, change.time());
    return links.add(change);
  }

  void forget(long now, Iterable<Envelope> keptFacts) {
    oldestFact = Long.MAX_VALUE;
    for (Envelope fact : keptFacts) {
      oldestFact = Math.min(oldestFact, fact.time());
    }
    long lapsed = now - ActorHistory.LINK_KEPT_MILLIS;
    links.forgetBefore(lapsed);
    if (newestLink < lapsed) {
      links.sharedFrom(Long.MAX_VALUE);
    }
  }

  /** When there is something to forget next; {@link Long#MAX_VALUE} when there is nothing left. */
  public long forgetAt() {
    long at = Long.MAX_VALUE;
    if (oldestFact != Long.MAX_VALUE) {
      at = oldestFact + ActorHistory.KEPT_MILLIS + 1;
    }
    if (!links.isEmpty()) {
      long link = links.oldest() == Long.MAX_VALUE ? newestLink : links.oldest();
      at = Math.min(at, link + ActorHistory.LINK_KEPT_MILLIS + 1);
    }
    return at;
  }

  /** The one timer that this actor holds; {@link Long#MAX_VALUE} for none. */
  public long timerAt() {
    return timerAt;
  }

  public void timerAt(long time) {
    timerAt = time;
  }

  /** About how many bytes it takes in memory. */
  public int weight() {
    int changes = erasures.size();
    for (LinkChanged change : links.changes()) {
      changes++;
    }
    return 400 + 320 * changes;
  }

  public byte[] pack() {
    List<LinkChanged> changes = new ArrayList<>();
    links.changes().forEach(changes::add);
    PackWriter out = new PackWriter(48 + 48 * changes.size());
    out.number(FORM)
        .number(timerAt)
        .number(oldestFact)
        .number(newestLink)
        .number(links.sharedFrom())
        .number(erasures.size());
    erasures.forEach(erasure -> out.block(FactCodec.pack(erasure)));
    out.number(changes.size());
    changes.forEach(change -> out.block(FactCodec.pack(change)));
    return out.toBytes();
  }

  public static ActorHead unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "an actor");
    ActorHead head = new ActorHead();
    head.timerAt = in.number();
    head.oldestFact = in.number();
    head.newestLink = in.number();
    head.links.sharedFrom(in.number());
    for (int left = in.integer(); left > 0; left--) {
      head.erasures.add((LinkChanged) FactCodec.unpack(in.block()));
    }
    for (int left = in.integer(); left > 0; left--) {
      head.links.add((LinkChanged) FactCodec.unpack(in.block()));
    }
    return head;
  }
}
