package dev.showroom.core.journey;

import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.detect.Burst;
import dev.showroom.core.detect.Observer;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.notice.AlertNotice;
import java.util.List;

/**
 * Folds one customer's facts into alerts. Event time is walked in steps: each moment at which
 * something can be decided. At a step everything known by then is looked at afresh, so that what is
 * decided depends on the set of facts, the rules and the tills' reports alone. A fact that comes
 * behind the walk takes it back to the fact's own time; what then turns out otherwise than was told
 * leaves as a further revision.
 */
public final class JourneyFold {

  /** A late record, by one of the envelopes that it came in, and the revisions that it caused. */
  public record Correction(Envelope late, List<AlertRevision> changed) {}

  /**
   * What leaves after a wake-up: revisions in the order decided, and a notice of each for those who
   * act on alerts; what became of late records; bursts of browsing that no person can have done.
   */
  public record Outcome(
      List<AlertRevision> revisions,
      List<AlertNotice> notices,
      List<Correction> corrections,
      List<Burst> bursts) {}

  private final Observer observer;

  /**
   * @param observer sees each rule asked, and each that errs
   */
  public JourneyFold(Observer observer) {
    this.observer = observer;
  }

  /**
   * Decides everything up to {@code upTo} (event time, inclusive) and forgets what no decision can
   * need any more. All that is known up to then must have been accepted, but for late records.
   */
  public Outcome advance(String customerId, Journey journey, long upTo, Surroundings surroundings) {
    long decidedBefore = journey.head().clock();
    Walk walk = new Walk(customerId, journey, surroundings, observer);
    walk.take(journey.arrivals(), upTo);
    walk.to(upTo);
    List<AlertNotice> notices =
        walk.notices(surroundings.catalogue()).of(walk.revisions(), decidedBefore, upTo);
    walk.forget(upTo);
    journey.walked(walk);
    return new Outcome(walk.revisions(), notices, walk.corrections(), walk.bursts());
  }
}
