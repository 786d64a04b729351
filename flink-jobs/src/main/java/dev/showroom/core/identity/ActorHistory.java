package dev.showroom.core.identity;

import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.LateNote;
import dev.showroom.core.pack.BlockLog;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.schemas.codec.InTopic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
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
  private static final int FORM = 1;
  private static final byte[] NOTHING = new byte[0];

  /** How far back a link reaches. */
  static final long LOOK_BACK_MILLIS = RuleSet.LOOK_BACK.toMillis();

  /** How long facts are kept: the link may come late. */
  static final long KEPT_MILLIS = RuleSet.LOOK_BACK.plus(RuleSet.HORIZON).toMillis();

  private final Links links = new Links(LOOK_BACK_MILLIS);
  private byte[] facts = NOTHING;
  private long oldestFact = Long.MAX_VALUE;
  private long newestLink = Long.MIN_VALUE;
  private long timerAt = Long.MAX_VALUE;

  /**
   * Takes one record of the actor and hands on what it gives to customers or takes back from them.
   *
   * @return whether any customer was touched
   */
  public boolean accept(Envelope envelope, Consumer<Envelope> toCustomers) {
    return envelope.topic() == InTopic.IDENTITY_LINKS
        ? acceptLink((LinkChanged) FactCodec.unpack(envelope.fact()), envelope.late(), toCustomers)
        : acceptFact(envelope, toCustomers);
  }

  private boolean acceptFact(Envelope envelope, Consumer<Envelope> toCustomers) {
    facts =
        BlockLog.append(
            facts,
            new PackWriter(envelope.fact().length + 8)
                .constant(envelope.topic())
                .number(envelope.time())
                .block(envelope.fact())
                .toBytes());
    oldestFact = Math.min(oldestFact, envelope.time());
    List<Links.Gift> gifts = links.giftsOf(envelope.time());
    for (Links.Gift gift : gifts) {
      toCustomers.accept(give(envelope, Envelope.Kind.GIVE, gift, envelope.late()));
    }
    return !gifts.isEmpty();
  }

  private boolean acceptLink(LinkChanged change, LateNote late, Consumer<Envelope> toCustomers) {
    Links before = links.copy();
    if (!links.add(change)) {
      return false;
    }
    newestLink = Math.max(newestLink, change.time());
    boolean touched = false;
    for (Envelope fact : distinctFacts()) {
      List<Links.Gift> was = before.giftsOf(fact.time());
      List<Links.Gift> is = links.giftsOf(fact.time());
      for (Links.Gift gift : was) {
        // One that only ends earlier is cut short by the gift below, in one piece.
        if (is.stream().noneMatch(now -> now.endsNoLater(gift))) {
          touched = true;
          toCustomers.accept(give(fact, Envelope.Kind.TAKE_BACK, gift, late));
        }
      }
      for (Links.Gift gift : is) {
        if (!was.contains(gift)) {
          touched = true;
          toCustomers.accept(give(fact, Envelope.Kind.GIVE, gift, late));
        }
      }
    }
    return touched;
  }

  private static Envelope give(Envelope fact, Envelope.Kind kind, Links.Gift gift, LateNote late) {
    return new Envelope(
        gift.customerId(),
        false,
        kind,
        fact.topic(),
        fact.time(),
        gift.knownAt(),
        gift.until(),
        fact.fact(),
        late);
  }

  private List<Envelope> distinctFacts() {
    // A record has no equality over its byte array, so duplicates are told by their wrapped bytes.
    Set<ByteBuffer> seen = new LinkedHashSet<>();
    List<Envelope> result = new ArrayList<>();
    BlockLog.forEach(
        facts,
        block -> {
          if (seen.add(ByteBuffer.wrap(block))) {
            PackReader in = new PackReader(block);
            InTopic topic = InTopic.of(in.integer());
            long time = in.number();
            result.add(
                new Envelope(
                    "",
                    true,
                    Envelope.Kind.GIVE,
                    topic,
                    time,
                    time,
                    Envelope.FOREVER,
                    in.block(),
                    null));
          }
        });
    return result;
  }

  /** Forgets facts that no link can give any more, were it as late as may be, and lapsed links. */
  public void forget(long now) {
    byte[][] kept = {NOTHING};
    long[] oldest = {Long.MAX_VALUE};
    BlockLog.forEach(
        facts,
        block -> {
          PackReader in = new PackReader(block);
          in.integer();
          long time = in.number();
          if (time >= now - KEPT_MILLIS) {
            kept[0] = BlockLog.append(kept[0], block);
            oldest[0] = Math.min(oldest[0], time);
          }
        });
    facts = kept[0];
    oldestFact = oldest[0];
    links.forgetBefore(now - KEPT_MILLIS - Links.LINK_LIFE_MILLIS);
  }

  /**
   * When there is something to forget next, event time; {@link Long#MAX_VALUE} when there is
   * nothing left.
   */
  public long forgetAt() {
    if (oldestFact != Long.MAX_VALUE) {
      return oldestFact + KEPT_MILLIS + 1;
    }
    return links.isEmpty() ? Long.MAX_VALUE : newestLink + KEPT_MILLIS + Links.LINK_LIFE_MILLIS + 1;
  }

  public boolean isEmpty() {
    return facts.length == 0 && links.isEmpty();
  }

  /** The one timer that this actor holds, event time; {@link Long#MAX_VALUE} for none. */
  public long timerAt() {
    return timerAt;
  }

  public void timerAt(long time) {
    timerAt = time;
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(64 + facts.length);
    out.number(FORM).number(timerAt).number(oldestFact).number(newestLink);
    int count = 0;
    for (LinkChanged ignored : links.changes()) {
      count++;
    }
    out.number(count);
    for (LinkChanged change : links.changes()) {
      out.block(FactCodec.pack(change));
    }
    return out.block(facts).toBytes();
  }

  public static ActorHistory unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    int form = in.integer();
    if (form != FORM) {
      throw new IllegalStateException("state holds an actor of form " + form);
    }
    ActorHistory history = new ActorHistory();
    history.timerAt = in.number();
    history.oldestFact = in.number();
    history.newestLink = in.number();
    int count = in.integer();
    for (int i = 0; i < count; i++) {
      history.links.add((LinkChanged) FactCodec.unpack(in.block()));
    }
    history.facts = in.block();
    return history;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ActorHistory that && Arrays.equals(pack(), that.pack());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pack());
  }
}
