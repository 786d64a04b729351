package dev.showroom.core.identity;

import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What each event of an anonymous actor needs: who it belongs to. Kept apart from the actor's
 * facts, which only a link reads. Times are event times in epoch milliseconds.
 */
public final class ActorHead {
  private static final int FORM = 1;

  private final Links links = new Links(ActorHistory.LOOK_BACK_MILLIS);
  private long oldestFact = Long.MAX_VALUE;
  private long newestLink = Long.MIN_VALUE;
  private long timerAt = Long.MAX_VALUE;

  Links links() {
    return links;
  }

  /**
   * Hands an event on to the customers it belongs to.
   *
   * @return whether there are any
   */
  public boolean accept(Envelope fact, Consumer<Envelope> toCustomers) {
    oldestFact = Math.min(oldestFact, fact.time());
    List<Links.Gift> gifts = links.giftsOf(fact.time());
    Set<String> noted = new HashSet<>();
    for (Links.Gift gift : gifts) {
      toCustomers.accept(gift.of(fact, Envelope.Kind.GIVE, fact.late(), noted));
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
    links.forgetBefore(now - ActorHistory.LOOK_BACK_MILLIS - Links.LINK_LIFE_MILLIS);
  }

  /** When there is something to forget next; {@link Long#MAX_VALUE} when there is nothing left. */
  public long forgetAt() {
    if (oldestFact != Long.MAX_VALUE) {
      return oldestFact + ActorHistory.LOOK_BACK_MILLIS + 1;
    }
    return links.isEmpty()
        ? Long.MAX_VALUE
        : newestLink + ActorHistory.LOOK_BACK_MILLIS + Links.LINK_LIFE_MILLIS + 1;
  }

  /** The one timer that this actor holds; {@link Long#MAX_VALUE} for none. */
  public long timerAt() {
    return timerAt;
  }

  public void timerAt(long time) {
    timerAt = time;
  }

  public byte[] pack() {
    List<LinkChanged> changes = new ArrayList<>();
    links.changes().forEach(changes::add);
    PackWriter out = new PackWriter(48 + 48 * changes.size());
    out.number(FORM).number(timerAt).number(oldestFact).number(newestLink).number(changes.size());
    changes.forEach(change -> out.block(FactCodec.pack(change)));
    return out.toBytes();
  }

  public static ActorHead unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    int form = in.integer();
    if (form != FORM) {
      throw new IllegalStateException("state holds an actor of form " + form);
    }
    ActorHead head = new ActorHead();
    head.timerAt = in.number();
    head.oldestFact = in.number();
    head.newestLink = in.number();
    for (int left = in.integer(); left > 0; left--) {
      head.links.add((LinkChanged) FactCodec.unpack(in.block()));
    }
    return head;
  }
}
