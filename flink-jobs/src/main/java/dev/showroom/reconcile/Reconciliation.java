package dev.showroom.reconcile;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.LateReason;
import dev.showroom.schemas.Outcome;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds input, alerts, decisions, coupons and outcomes against each other. It is told all records
 * there are, in any order but for the input, which comes last; {@link #report} then says what is
 * missing, double or at odds. All times are event times in epoch milliseconds.
 *
 * <p>What is newer than the newest decision may still be on its way, and is told as open. Keeps 16
 * bytes for each record of the input, and a few hundred for each alert and each decision.
 */
public final class Reconciliation {
  private static final Set<CouponState> HOLDS =
      EnumSet.of(CouponState.ISSUED, CouponState.DELIVERED, CouponState.VIEWED);
  private static final String PUSH_FAILED = "-push-failed";

  /** Which alerts a policy acts on. */
  public interface ActedOn {
    /**
     * @param time when the alert was suspected
     */
    boolean test(String pattern, double score, long time);
  }

  private final Map<String, AlertBook> alerts = new TreeMap<>();
  private final Map<String, CouponBook> coupons = new TreeMap<>();
  private final Map<String, DecisionEntry> decisions = new TreeMap<>();
  private final Map<String, OutcomeBook> outcomes = new TreeMap<>();
  private final Map<String, String> failedPushes = new TreeMap<>();
  private final Set<String> toldFailures = new HashSet<>();
  private final Map<String, Place> letters = new TreeMap<>();
  private final Map<String, Place> lateOnes = new TreeMap<>();
  private final LongSet events = new LongSet();
  private final Map<InTopic, long[]> inputs = new EnumMap<>(InTopic.class);
  private final Map<OutTopic, Long> records = new EnumMap<>(OutTopic.class);
  private final Set<OutTopic> cut = EnumSet.noneOf(OutTopic.class);
  private final Set<OutTopic> absent = EnumSet.noneOf(OutTopic.class);
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private boolean inputCut;
  private long newestDecision = Finding.NO_TIME;
  private long open;
  private long copies;
  private long unread;

  private record Place(String what, long time, boolean refused, boolean[] found) {
    static Place of(String what, long time, boolean refused) {
      return new Place(what, time, refused, new boolean[1]);
    }
  }

  private record DecisionEntry(
      String alertId, String lane, boolean issued, String couponId, long time) {}

  /** Revisions of one thing and a digest of each. */
  private static class Revisions {
    final Map<Integer, Long> digests = new TreeMap<>();
    int newest;

    /**
     * @return whether it is the newest
     */
    boolean add(int revision, long digest) {
      digests.put(revision, digest);
      newest = Math.max(newest, revision);
      return newest == revision;
    }
  }

  private record Suspected(String pattern, double score, long time) {}

  private static final class AlertBook extends Revisions {
    boolean shadow;
    AlertStatus status;
    long time;
    long[] evidence = {};
    long[] named = {};
    final List<Suspected> suspected = new ArrayList<>();
  }

  private static final class CouponBook extends Revisions {
    String code;
    String alertId;
    CouponState state;
    long issuedAt = Long.MAX_VALUE;
    long validUntil;
  }

  private static final class OutcomeBook extends Revisions {
    long time;
  }

  // ---- what there is

  /** Some of a topic's oldest records were deleted: what is missing may be among them. */
  public void isCut(OutTopic topic) {
    cut.add(topic);
  }

  /** Some of the oldest input was deleted. */
  public void isInputCut() {
    inputCut = true;
  }

  /** It is not kept here: nothing is held against it. */
  public void isAbsent(OutTopic topic) {
    absent.add(topic);
  }

  public void alert(Alert alert) {
    count(OutTopic.ALERTS);
    AlertBook book = alerts.computeIfAbsent(alert.getAlertId(), id -> new AlertBook());
    long digest = Digests.of(alert);
    Long before = book.digests.get(alert.getRevision());
    if (before != null) {
      again(
          before == digest,
          Kind.ALERT_REVISION_DIFFERS,
          alert.getAlertId(),
          alert.getRevision(),
          alert.getDecidedAt().toEpochMilli());
      return;
    }
    if (book.add(alert.getRevision(), digest)) {
      book.status = alert.getStatus();
      book.time = alert.getDecidedAt().toEpochMilli();
      book.shadow = alert.getShadow();
      book.evidence = alert.getEvidence().stream().mapToLong(Digests::of).toArray();
      book.named = alert.getEvidence().stream().mapToLong(Digests::ofNamed).toArray();
    }
    if (alert.getStatus() == AlertStatus.SUSPECTED) {
      book.suspected.add(
          new Suspected(alert.getPattern(), alert.getScore(), alert.getDecidedAt().toEpochMilli()));
    }
  }

  private void again(boolean same, Kind kind, String id, int revision, long time) {
    if (same) {
      copies++;
    } else {
      find(kind, id, time, "revision " + revision);
    }
  }

  public void decision(CouponDecision decision) {
    count(OutTopic.COUPON_DECISIONS);
    long time = decision.getDecidedAt().toEpochMilli();
    newestDecision = Math.max(newestDecision, time);
    String lane = decision.getShadow() ? "shadow policy " + decision.getPolicyId() : "";
    DecisionEntry entry =
        new DecisionEntry(
            decision.getAlertId(),
            lane,
            decision.getOutcome() == DecisionOutcome.ISSUED && !decision.getShadow(),
            decision.getCouponId(),
            time);
    if (decisions.putIfAbsent(decision.getDecisionId(), entry) != null) {
      find(Kind.DECISION_TWICE, decision.getDecisionId(), time, "");
    }
  }

  public void coupon(Coupon coupon) {
    count(OutTopic.COUPONS);
    CouponBook book = coupons.computeIfAbsent(coupon.getCouponId(), id -> new CouponBook());
    long time =
        (coupon.getStateAt() == null ? coupon.getValidFrom() : coupon.getStateAt()).toEpochMilli();
    if (book.code != null && !book.code.equals(coupon.getCode())) {
      find(Kind.COUPON_CODE_DIFFERS, coupon.getCouponId(), time, "");
    }
    book.code = coupon.getCode();
    long digest = Digests.of(coupon);
    Long before = book.digests.get(coupon.getRevision());
    if (before != null) {
      again(
          before == digest,
          Kind.COUPON_REVISION_DIFFERS,
          coupon.getCouponId(),
          coupon.getRevision(),
          time);
      return;
    }
    if (book.add(coupon.getRevision(), digest)) {
      book.state = coupon.getState();
    }
    book.alertId = coupon.getAlertId();
    book.issuedAt = Math.min(book.issuedAt, time);
    book.validUntil = coupon.getValidUntil().toEpochMilli();
  }

  public void outcome(Outcome outcome) {
    count(OutTopic.OUTCOMES);
    long time = outcome.getDecidedAt().toEpochMilli();
    OutcomeBook book = outcomes.computeIfAbsent(outcome.getDecisionId(), id -> new OutcomeBook());
    if (book.digests.containsKey(outcome.getRevision())) {
      find(Kind.OUTCOME_TWICE, outcome.getDecisionId(), time, "revision " + outcome.getRevision());
      return;
    }
    if (book.add(outcome.getRevision(), 0)) {
      book.time = time;
    }
  }

  /**
   * @param couponId of a letter of a coupon, else null
   */
  public void deadLetter(DeadLetter letter, String couponId) {
    count(OutTopic.DEAD_LETTERS);
    if (!letter.getStream().equals(OutTopic.COUPONS.topic())) {
      letters.put(letter.getOrigin(), Place.of(letter.getReason().name(), Finding.NO_TIME, false));
    } else if (letter.getReason() == DeadLetterReason.PUSH_FAILED && couponId != null) {
      failedPushes.merge(couponId, letter.getDetail(), (a, b) -> isIssued(a) ? a : b);
    }
  }

  private static boolean isIssued(String detail) {
    return detail.startsWith("coupon.issued");
  }

  public void late(LateEvent late) {
    count(OutTopic.LATE_EVENTS);
    boolean refused = late.getReason() == LateReason.REFUSED_BEYOND_HORIZON;
    lateOnes.put(
        late.getOrigin(),
        Place.of(late.getReason().name(), late.getEventTime().toEpochMilli(), refused));
  }

  /**
   * One record of the input.
   *
   * @param eventId null where it has none that can be read
   * @param dead whether it cannot be used, as far as it says so itself
   * @param read whether the job has had it already
   */
  public void input(InTopic stream, String origin, String eventId, boolean dead, boolean read) {
    long[] counts = inputs.computeIfAbsent(stream, any -> new long[6]);
    counts[0]++;
    Place letter = letters.get(origin);
    Place late = lateOnes.get(origin);
    if (letter != null) {
      letter.found()[0] = true;
    }
    if (late != null) {
      late.found()[0] = true;
    }
    boolean first = eventId != null && events.add(Digests.of(eventId));
    if (eventId != null && stream == InTopic.COUPON_EVENTS && eventId.endsWith(PUSH_FAILED)) {
      toldFailures.add(eventId.substring(0, eventId.length() - PUSH_FAILED.length()));
    }
    if (letter != null || dead) {
      counts[3]++;
      if (letter == null && read) {
        find(Kind.DEAD_WITHOUT_LETTER, origin, Finding.NO_TIME, "");
      }
    } else if (late != null && late.refused()) {
      counts[4]++;
    } else if (!first) {
      counts[2]++;
    } else {
      counts[1]++;
      counts[5] += late == null ? 0 : 1;
    }
    if (!read) {
      unread++;
    }
  }

  /**
   * @param age a sentence's worth of how long it is open
   */
  public void hangingTransaction(String name, String age) {
    find(Kind.TRANSACTION_HANGS, name, Finding.NO_TIME, age);
  }

  private void count(OutTopic topic) {
    records.merge(topic, 1L, Long::sum);
  }

  private void find(Kind kind, String id, long time, String detail) {
    findings.add(new Finding(kind, id, time, detail));
  }

  // ---- what is missing

  /**
   * To be asked once.
   *
   * @param from only what was decided at or after it is told
   * @param until only what was decided before it
   */
  public Report report(ActedOn actedOn, long from, long until) {
    places();
    alerts.forEach((id, book) -> check(id, book, actedOn));
    Map<String, String> decided = new HashMap<>();
    decisions.forEach((id, decision) -> check(id, decision, decided));
    coupons.forEach(this::check);
    outcomes.forEach(this::check);
    pushes();
    List<Finding> told =
        findings.stream()
            .filter(f -> f.time() == Finding.NO_TIME || f.time() >= from && f.time() < until)
            .sorted(
                Comparator.comparing(Finding::kind)
                    .thenComparingLong(Finding::time)
                    .thenComparing(Finding::id))
            .toList();
    Map<InTopic, InputCounts> counted = new EnumMap<>(InTopic.class);
    inputs.forEach(
        (stream, n) -> counted.put(stream, new InputCounts(n[0], n[1], n[2], n[3], n[4], n[5])));
    return new Report(counted, written(), told, List.copyOf(remarks));
  }

  private Map<String, Long> written() {
    Map<String, Long> written = new LinkedHashMap<>();
    for (OutTopic topic : OutTopic.values()) {
      if (topic != OutTopic.INSIGHTS && !absent.contains(topic)) {
        written.put(topic.topic(), records.getOrDefault(topic, 0L));
      }
    }
    written.put("copies of a revision", copies);
    written.put("open yet", open);
    if (unread > 0) {
      written.put("input not read yet", unread);
    }
    return written;
  }

  private void places() {
    if (inputs.isEmpty()) {
      remarks.add("There is no input here: nothing is held against it.");
      return;
    }
    if (inputCut) {
      remarks.add(
          "The oldest input has been deleted: letters, late events and evidence are not held"
              + " against it.");
      return;
    }
    missing(letters, Kind.LETTER_WITHOUT_INPUT);
    missing(lateOnes, Kind.LATE_WITHOUT_INPUT);
  }

  private void missing(Map<String, Place> places, Kind kind) {
    places.forEach(
        (origin, place) -> {
          if (!place.found()[0]) {
            find(kind, origin, place.time(), place.what());
          }
        });
  }

  private void check(String id, AlertBook book, ActedOn actedOn) {
    gaps(Kind.ALERT_REVISION_MISSING, id, book, cut.contains(OutTopic.ALERTS), 1, book.time);
    if (!inputs.isEmpty() && !inputCut) {
      long unknown = 0;
      for (int i = 0; i < book.evidence.length; i++) {
        unknown += events.contains(book.evidence[i]) || events.contains(book.named[i]) ? 0 : 1;
      }
      if (unknown > 0) {
        find(
            Kind.EVIDENCE_WITHOUT_INPUT,
            id,
            book.time,
            unknown + " of " + book.evidence.length + " events");
      }
    }
    if (absent.contains(OutTopic.COUPON_DECISIONS) || book.shadow) {
      return;
    }
    book.suspected.stream()
        .filter(s -> actedOn.test(s.pattern(), s.score(), s.time()))
        .mapToLong(Suspected::time)
        .min()
        .ifPresent(
            time -> {
              if (!isDecided(id)) {
                missingOrOpen(time, Kind.ALERT_WITHOUT_DECISION, id, "suspected");
              }
            });
  }

  private Set<String> decidedAlerts;

  private boolean isDecided(String alertId) {
    if (decidedAlerts == null) {
      decidedAlerts = new HashSet<>();
      decisions.values().stream()
          .filter(decision -> decision.lane().isEmpty())
          .forEach(decision -> decidedAlerts.add(decision.alertId()));
    }
    return decidedAlerts.contains(alertId);
  }

  /** What is newer than the newest decision may be under way. */
  private void missingOrOpen(long time, Kind kind, String id, String detail) {
    if (time < newestDecision) {
      find(kind, id, time, detail);
    } else {
      open++;
    }
  }

  private void gaps(Kind kind, String id, Revisions book, boolean isCut, int first, long time) {
    int begin = isCut ? book.digests.keySet().iterator().next() : first;
    List<Integer> missing = new ArrayList<>();
    for (int revision = begin; revision < book.newest; revision++) {
      if (!book.digests.containsKey(revision)) {
        missing.add(revision);
      }
    }
    if (!missing.isEmpty()) {
      find(kind, id, time, "revision " + missing + " of " + book.newest);
    }
  }

  private void check(String id, DecisionEntry decision, Map<String, String> decided) {
    if (!alerts.containsKey(decision.alertId()) && !cut.contains(OutTopic.ALERTS)) {
      find(Kind.DECISION_WITHOUT_ALERT, id, decision.time(), "of " + decision.alertId());
    }
    String other = decided.putIfAbsent(decision.alertId() + " " + decision.lane(), id);
    if (other != null) {
      find(
          Kind.ALERT_DECIDED_TWICE,
          decision.alertId(),
          decision.time(),
          "by " + other + " and " + id + (decision.lane().isEmpty() ? "" : ", " + decision.lane()));
    }
    if (decision.issued()
        && !absent.contains(OutTopic.COUPONS)
        && !cut.contains(OutTopic.COUPONS)
        && (decision.couponId() == null || !coupons.containsKey(decision.couponId()))) {
      find(Kind.ISSUED_WITHOUT_COUPON, id, decision.time(), "coupon " + decision.couponId());
    }
  }

  private Set<String> issuedCoupons;

  private boolean isIssuedBy(String couponId) {
    if (issuedCoupons == null) {
      issuedCoupons = new HashSet<>();
      decisions.values().stream()
          .filter(DecisionEntry::issued)
          .forEach(decision -> issuedCoupons.add(decision.couponId()));
    }
    return issuedCoupons.contains(couponId);
  }

  private void check(String id, CouponBook book) {
    gaps(Kind.COUPON_REVISION_MISSING, id, book, cut.contains(OutTopic.COUPONS), 1, book.issuedAt);
    if (!isIssuedBy(id) && !cut.contains(OutTopic.COUPON_DECISIONS)) {
      missingOrOpen(book.issuedAt, Kind.COUPON_WITHOUT_DECISION, id, "of " + book.alertId);
    }
    AlertBook alert = alerts.get(book.alertId);
    if (alert != null
        && alert.status == AlertStatus.RETRACTED
        && HOLDS.contains(book.state)
        && book.validUntil >= alert.time) {
      missingOrOpen(
          alert.time, Kind.COUPON_NOT_REVOKED, id, book.state + ", alert " + book.alertId);
    }
  }

  private void check(String decisionId, OutcomeBook book) {
    // The first is that the coupon expired; what else becomes of a decision counts on from 2.
    gaps(
        Kind.OUTCOME_REVISION_MISSING,
        decisionId,
        book,
        cut.contains(OutTopic.OUTCOMES),
        2,
        book.time);
    if (!decisions.containsKey(decisionId) && !cut.contains(OutTopic.COUPON_DECISIONS)) {
      find(Kind.OUTCOME_WITHOUT_DECISION, decisionId, book.time, "");
    }
  }

  private void pushes() {
    failedPushes.forEach(
        (couponId, detail) -> {
          CouponBook coupon = coupons.get(couponId);
          if (coupon == null && !cut.contains(OutTopic.COUPONS)) {
            find(Kind.PUSH_OF_NO_COUPON, couponId, Finding.NO_TIME, "");
          }
          if (isIssued(detail) && !inputs.isEmpty() && !toldFailures.contains(couponId)) {
            find(Kind.PUSH_FAILURE_NOT_TOLD, couponId, Finding.NO_TIME, "");
          }
        });
  }
}
