package dev.showroom.core.alert;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.AlertStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * An alert in a customer's ledger: its content, its life so far, and how many revisions have left.
 * Immutable.
 *
 * @param life the transitions, oldest first; empty once it turned out that it should never have
 *     been raised (the last revision that left then says RETRACTED)
 * @param revision the last revision that left; 0 before the first
 * @param deadline that of the suspicion's terms, or where the end of the visit has moved it since;
 *     event time, epoch milliseconds
 */
public record AlertEntry(Suspicion suspicion, List<Transition> life, int revision, long deadline) {

  public static AlertEntry raised(Suspicion suspicion, long decidedAt, int revision) {
    return new AlertEntry(
        suspicion,
        List.of(new Transition(AlertStatus.SUSPECTED, null, decidedAt, null)),
        revision,
        suspicion.terms().deadline());
  }

  /** Whether it stands in the ledger only so that its revisions go on counting. */
  public boolean isRevoked() {
    return life.isEmpty();
  }

  public AlertStatus status() {
    return isRevoked() ? AlertStatus.RETRACTED : last().status();
  }

  public Transition last() {
    return life.get(life.size() - 1);
  }

  public AlertEntry with(Transition transition) {
    List<Transition> longer = new ArrayList<>(life);
    longer.add(transition);
    return new AlertEntry(suspicion, List.copyOf(longer), revision, deadline);
  }

  public AlertEntry withLife(List<Transition> newLife) {
    return new AlertEntry(suspicion, List.copyOf(newLife), revision, deadline);
  }

  public AlertEntry withRevision(int newRevision) {
    return new AlertEntry(suspicion, life, newRevision, deadline);
  }

  public AlertEntry withDeadline(long newDeadline) {
    return newDeadline == deadline ? this : new AlertEntry(suspicion, life, revision, newDeadline);
  }

  /** When it was raised, event time. */
  public long raisedAt() {
    return life.get(0).decidedAt();
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(256);
    suspicion.pack(out);
    out.number(revision).number(deadline).number(life.size());
    life.forEach(transition -> transition.pack(out));
    return out.toBytes();
  }

  public static AlertEntry unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    Suspicion suspicion = Suspicion.unpack(in);
    int revision = in.integer();
    long deadline = in.number();
    int steps = in.integer();
    List<Transition> life = new ArrayList<>(steps);
    for (int i = 0; i < steps; i++) {
      life.add(Transition.unpack(in));
    }
    return new AlertEntry(suspicion, List.copyOf(life), revision, deadline);
  }
}
