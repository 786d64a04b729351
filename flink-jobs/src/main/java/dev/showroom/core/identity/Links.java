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
 *   <li>An UNLINK takes what the customer got from this actor back, from its own time on, and as
 *       far back as the look-back reaches: older facts have been forgotten.
 *   <li>PROBABILISTIC changes give and take nothing.
 *   <li>From the link to a fifth customer on the actor is a shared thing: it gives nothing more.
 *       Nothing makes it a person's again, no UNLINK of one of the five either: that five people
 *       used it stays true. A late link can only show that it was shared even earlier. So what is
 *       said of it after that moment need not be kept, nor its facts from then on.
 *   <li>A link that is not restated lapses after {@link #LINK_LIFE_MILLIS}.
 *   <li>Of an erased customer nothing is left but a stand-in without a name: what the actor did in
 *       that customer's time falls to nobody else.
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
     * The fact on its way to the customer, or back, with the note of a late record that caused it.
     */
    Envelope of(Envelope fact, Envelope.Kind kind, LateNote late) {
      return new Envelope(
          customerId, false, kind, fact.topic(), fact.time(), knownAt, until, fact.fact(), late);
    }

    /** Whether this is the other gift, or what is left of it after an end that it did not have. */
    boolean endsNoLater(Gift other) {
      return knownAt == other.knownAt
          && customerId.equals(other.customerId)
          && until <= other.until;
    }
  }

  private final TreeSet<LinkChanged> changes = new TreeSet<>(ORDER);
  private final long lookBackMillis;
  private List<LinkChanged> effective = List.of();
  private long sharedFrom = Long.MAX_VALUE;

  public Links(long lookBackMillis) {
    this.lookBackMillis = lookBackMillis;
  }

  /** Takes one more change; false for one that says nothing new. */
  public boolean add(LinkChanged change) {
    boolean isNew = change.time() < sharedFrom && changes.add(change);
    if (isNew) {
      refresh();
    }
    return isNew;
  }

  /**
   * From when on the actor is a shared thing, event time in epoch milliseconds; {@link
   * Long#MAX_VALUE} while it is not. Only ever gets earlier.
   */
  public long sharedFrom() {
    return sharedFrom;
  }

  /** As state says, where the links that showed it may have been forgotten. */
  void sharedFrom(long time) {
    sharedFrom = time;
    refresh();
  }

  public Links copy() {
    Links copy = new Links(lookBackMillis);
    copy.changes.addAll(changes);
    copy.effective = effective;
    copy.sharedFrom = sharedFrom;
    return copy;
  }

  public Iterable<LinkChanged> changes() {
    return changes;
  }

  public boolean isEmpty() {
    return changes.isEmpty() && sharedFrom == Long.MAX_VALUE;
  }

  /** Event time of the oldest change, or {@link Long#MAX_VALUE}. */
  long oldest() {
    return changes.isEmpty() ? Long.MAX_VALUE : changes.first().time();
  }

  /** Forgets changes before {@code time} (epoch milliseconds), but not that the actor is shared. */
  public void forgetBefore(long time) {
    if (changes.removeIf(change -> change.time() < time)) {
      refresh();
    }
  }

  /**
   * Forgets a customer who was erased at {@code time}: stand-ins without a name take over what was
   * said of them up to then. If nobody else is linked, those go as well.
   */
  void erase(String customerId, long time) {
    List<LinkChanged> theirs =
        changes.stream().filter(change -> change.customerId().equals(customerId)).toList();
    if (theirs.isEmpty()) {
      return;
    }
    String standIn = standIn();
    long end = time;
    for (LinkChanged change : theirs) {
      changes.remove(change);
      if (change.deterministic()) {
        changes.add(new LinkChanged("", change.time(), standIn, change.link(), true));
        end = Math.max(end, change.time() + 1);
      }
    }
    changes.add(new LinkChanged("", end, standIn, false, true));
    if (changes.stream().allMatch(change -> isNobody(change.customerId()))) {
      changes.clear();
    }
    refresh();
  }

  /** Blank like {@link #NOBODY}, and not yet in use. */
  private String standIn() {
    int longest = NOBODY.length();
    for (LinkChanged change : changes) {
      if (isNobody(change.customerId())) {
        longest = Math.max(longest, change.customerId().length());
      }
    }
    return " ".repeat(longest + 1);
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
    if (owner != null && isNobody(owner)) {
      return List.of();
    }
    long knownAt = time;
    for (; next < effective.size(); next++) {
      LinkChanged change = effective.get(next);
      if (owner == null) {
        if (change.link()
            && !isNobody(change.customerId())
            && change.time() - time <= lookBackMillis) {
          owner = change.customerId();
          knownAt = change.time();
        }
      } else if (!change.link()
          && change.customerId().equals(owner)
          && change.time() - time <= lookBackMillis) {
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
  private void refresh() {
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
        sharedFrom = change.time();
        break;
      }
      result.add(change);
    }
    if (sharedFrom != Long.MAX_VALUE) {
      changes.removeIf(change -> change.time() >= sharedFrom);
      result.removeIf(change -> change.time() >= sharedFrom);
      // What was given stays given: a LINK to nobody ends ownership for later events only.
      result.add(new LinkChanged("", sharedFrom, NOBODY, true, true));
    }
    effective = result;
  }

  /** Never a customer id, as those are not blank. */
  static final String NOBODY = "";

  private static boolean isNobody(String customerId) {
    return customerId.isBlank();
  }
}
