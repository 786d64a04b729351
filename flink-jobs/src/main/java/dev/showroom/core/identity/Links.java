package dev.showroom.core.identity;

import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.LateNote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that was said of who an actor is, and what follows for the actor's facts. A pure
 * function of the set of link changes: the order in which they came does not show.
 *
 * <ul>
 *   <li>A LINK gives the customer the actor's facts from its own time on, and retroactively those
 *       within the look-back before it that nobody owns; the latter are known only from the link
 *       on.
 *   <li>A later LINK to another customer holds from its own time on and takes nothing back.
 *   <li>An UNLINK takes all the customer got from this actor back, from its own time on.
 *   <li>PROBABILISTIC changes give and take nothing.
 *   <li>From the link to a fifth customer on the actor is a shared thing: it gives nothing more.
 *   <li>A link that is not restated lapses after {@link #LINK_LIFE_MILLIS}.
 * </ul>
 */
public final class Links {
  /** An actor linked to more customers than these is a kiosk or a household card. */
  static final int MOST_CUSTOMERS = 4;

  /** Half a year: longer than any window that a rule looks back over. */
  public static final long LINK_LIFE_MILLIS = 180L * 24 * 3_600 * 1_000;

  private static final Comparator<LinkChanged> ORDER =
      Comparator.comparingLong(LinkChanged::time)
          .thenComparing(LinkChanged::eventId)
          .thenComparing(LinkChanged::customerId)
          .thenComparing(LinkChanged::link);

  /** A fact's stay with one customer, in event time; {@code until} is exclusive. */
  public record Gift(String customerId, long knownAt, long until) {

    /**
     * The fact on its way to the customer, or back.
     *
     * @param late note of the record that caused it; goes to each customer once
     * @param noted the customers that have it
     */
    Envelope of(Envelope fact, Envelope.Kind kind, LateNote late, Set<String> noted) {
      return new Envelope(
          customerId,
          false,
          kind,
          fact.topic(),
          fact.time(),
          knownAt,
          until,
          fact.fact(),
          late != null && noted.add(customerId) ? late : null);
    }
  }

  private final TreeSet<LinkChanged> changes = new TreeSet<>(ORDER);
  private final long lookBackMillis;
  private List<LinkChanged> effective = List.of();

  public Links(long lookBackMillis) {
    this.lookBackMillis = lookBackMillis;
  }

  /** Takes one more change; false for a duplicate. */
  public boolean add(LinkChanged change) {
    boolean isNew = changes.add(change);
    if (isNew) {
      effective = effective();
    }
    return isNew;
  }

  public Links copy() {
    Links copy = new Links(lookBackMillis);
    copy.changes.addAll(changes);
    copy.effective = effective;
    return copy;
  }

  public Iterable<LinkChanged> changes() {
    return changes;
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Forgets changes before {@code time} (epoch milliseconds). */
  public void forgetBefore(long time) {
    if (changes.removeIf(change -> change.time() < time)) {
      effective = effective();
    }
  }

  /** Who has an event of {@code time}, from when, until when; in the order of {@code knownAt}. */
  public List<Gift> giftsOf(long time) {
    if (effective.isEmpty()) {
      return List.of();
    }
    List<Gift> gifts = new ArrayList<>(1);
    String owner = null;
    int next = 0;
    for (; next < effective.size() && effective.get(next).time() <= time; next++) {
      LinkChanged change = effective.get(next);
      if (change.link()) {
        owner = time - change.time() <= LINK_LIFE_MILLIS ? change.customerId() : null;
      } else if (change.customerId().equals(owner)) {
        owner = null;
      }
    }
    if (NOBODY.equals(owner)) {
      return List.of();
    }
    long knownAt = time;
    for (; next < effective.size(); next++) {
      LinkChanged change = effective.get(next);
      if (owner == null) {
        if (change.link()
            && !change.customerId().equals(NOBODY)
            && change.time() - time <= lookBackMillis) {
          owner = change.customerId();
          knownAt = change.time();
        }
      } else if (!change.link() && change.customerId().equals(owner)) {
        if (change.time() > knownAt) {
          gifts.add(new Gift(owner, knownAt, change.time()));
        }
        owner = null;
      }
    }
    if (owner != null) {
      gifts.add(new Gift(owner, knownAt, Envelope.FOREVER));
    }
    return gifts;
  }

  /** The deterministic changes before the actor turned out to be shared. */
  private List<LinkChanged> effective() {
    List<LinkChanged> result = new ArrayList<>();
    Set<String> customers = new HashSet<>();
    for (LinkChanged change : changes) {
      if (!change.deterministic()) {
        continue;
      }
      if (change.link()) {
        customers.add(change.customerId());
      }
      if (customers.size() > MOST_CUSTOMERS) {
        endOpenOwnership(result, change);
        break;
      }
      result.add(change);
    }
    return result;
  }

  /** From here on the actor gives nothing: events after the fifth link have no owner. */
  private static void endOpenOwnership(List<LinkChanged> result, LinkChanged fifth) {
    // What was given stays given: a second LINK to nobody ends ownership for later events only.
    result.add(new LinkChanged(fifth.eventId(), fifth.time(), NOBODY, true, true));
  }

  /** Never a customer id, as those are not blank. */
  static final String NOBODY = "";
}
