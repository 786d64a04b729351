package dev.showroom.core.directory;

import dev.showroom.core.fact.Erased;
import dev.showroom.core.identity.ActorHistory;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which actors ever were linked to one customer, so that an erasure finds all that they hold of the
 * customer. Every link passes here on its way to its actor; those of an erased customer end here.
 * Times are event times in epoch milliseconds.
 */
public final class LinkedActors {
  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  /** Longer than any actor keeps a link, which tidies up every other day at least. */
  private static final long KEPT_MILLIS =
      ActorHistory.LINK_KEPT_MILLIS + Duration.ofDays(4).toMillis();

  private String customerId;
  private Erasure erasure = new Erasure();
  private final Map<String, Long> newestLinks = new TreeMap<>();
  private long timerAt = Long.MAX_VALUE;

  /**
   * Takes a link or an erasure of the customer.
   *
   * @return whether it went on to any actor, or will
   */
  public boolean accept(Envelope envelope, Consumer<Envelope> toActors) {
    if (erasure.isDone()) {
      return false;
    }
    customerId = envelope.key();
    if (envelope.topic() == InTopic.ERASURES) {
      erasure.ask(envelope);
      if (envelope.late() != null) {
        erase(envelope, toActors);
      }
      return true;
    }
    Envelope link = LinkEnds.turned(envelope);
    newestLinks.merge(link.key(), link.time(), Math::max);
    toActors.accept(link);
    return true;
  }

  /** Does what is due when the watermark is {@code now}. */
  public void advance(long now, Consumer<Envelope> toActors) {
    if (erasure.isDue(now)) {
      erase(Envelope.of(customerId, false, new Erased("", erasure.dueAt())), toActors);
    }
    newestLinks.values().removeIf(time -> time < now - KEPT_MILLIS);
  }

  private void erase(Envelope request, Consumer<Envelope> toActors) {
    newestLinks.keySet().forEach(actor -> toActors.accept(LinkEnds.forgetting(actor, request)));
    newestLinks.clear();
    customerId = null;
    erasure.done();
  }

  /** When an erasure is due; {@link Long#MAX_VALUE} for never. */
  public long eraseAt() {
    return erasure.dueAt();
  }

  /** When there is something to forget next; {@link Long#MAX_VALUE} for never. */
  public long forgetAt() {
    long oldest = newestLinks.values().stream().mapToLong(time -> time).min().orElse(-1);
    return newestLinks.isEmpty() ? Long.MAX_VALUE : oldest + KEPT_MILLIS + 1;
  }

  public boolean isEmpty() {
    return newestLinks.isEmpty() && !erasure.isAsked();
  }

  /** The one timer that this customer holds here; {@link Long#MAX_VALUE} for none. */
  public long timerAt() {
    return timerAt;
  }

  public void timerAt(long time) {
    timerAt = time;
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(48 + 48 * newestLinks.size());
    out.number(FORM).number(timerAt).text(customerId);
    erasure.pack(out);
    out.number(newestLinks.size());
    newestLinks.forEach((actor, time) -> out.text(actor).number(time));
    return out.toBytes();
  }

  public static LinkedActors unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "linked actors");
    LinkedActors actors = new LinkedActors();
    actors.timerAt = in.number();
    actors.customerId = in.text();
    actors.erasure = Erasure.unpack(in);
    for (int left = in.integer(); left > 0; left--) {
      actors.newestLinks.put(in.text(), in.number());
    }
    return actors;
  }
}
