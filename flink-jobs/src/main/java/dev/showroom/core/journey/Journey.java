package dev.showroom.core.journey;

import dev.showroom.core.intake.Envelope;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is kept of one customer: the {@link JourneyHead} that each arrival touches, the inbox
 * that it is appended to, and the {@link JourneyBody} that only a wake-up reads.
 */
public final class Journey {
  private final JourneyHead head;
  private JourneyBody body;
  private List<Envelope> inbox;

  public Journey() {
    this(new JourneyHead(), JourneyBody.empty(), List.of());
  }

  /**
   * @param inbox in order of arrival
   */
  public Journey(JourneyHead head, JourneyBody body, Iterable<Envelope> inbox) {
    this.head = head;
    this.body = body;
    this.inbox = new ArrayList<>();
    inbox.forEach(this.inbox::add);
  }

  public JourneyHead head() {
    return head;
  }

  public JourneyBody body() {
    return body;
  }

  /** See {@link JourneyHead#nextStep()}. */
  public long nextStep() {
    return head.nextStep();
  }

  /** See {@link JourneyHead#forgetAt()}. */
  public long forgetAt() {
    return head.forgetAt();
  }

  /** Takes an arrival, without judging. */
  public void accept(Envelope envelope) {
    inbox.add(envelope);
    head.accept(envelope);
  }

  /** Whether there is nothing to keep. */
  public boolean isEmpty() {
    return body.isEmpty() && inbox.isEmpty();
  }

  List<Envelope> takeInbox() {
    List<Envelope> taken = inbox;
    inbox = new ArrayList<>();
    return taken;
  }

  void walked(Walk walk) {
    body = JourneyBody.of(walk.facts(), walk.ledger(), walk.forgottenBefore());
    head.walked(walk);
  }
}
