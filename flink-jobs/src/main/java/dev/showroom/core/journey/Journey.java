package dev.showroom.core.journey;

import dev.showroom.core.intake.Envelope;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is kept of one customer: the {@link JourneyHead} that each arrival touches, the inbox
 * that it is appended to, and the {@link JourneyBody} that only a wake-up reads.
 */
public final class Journey {
  /** So many arrivals are read again at each wake-up rather than written into the body. */
  private static final int LONGEST_INBOX = 64;

  private final JourneyHead head;
  private final List<Envelope> inbox;
  private JourneyBody body;
  private boolean rewritten;

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

  /**
   * Takes an arrival, without judging; of a customer who was erased, nothing.
   *
   * @param allBrowsing whether any browsing can decide something by itself
   */
  public void accept(Envelope envelope, boolean allBrowsing) {
    if (!head.isErased()) {
      inbox.add(envelope);
      head.accept(envelope, allBrowsing);
    }
  }

  /** Whether there is nothing to keep: not even that the customer was erased. */
  public boolean isEmpty() {
    return body.isEmpty() && inbox.isEmpty() && !head.isErased();
  }

  /** What has come since the body was written, in order of arrival. */
  public List<Envelope> inbox() {
    return inbox;
  }

  /** What of the inbox has been decided by already. */
  List<Envelope> settled() {
    return inbox.subList(0, head.settled());
  }

  /** What of the inbox is new. */
  List<Envelope> arrivals() {
    return List.copyOf(inbox.subList(head.settled(), inbox.size()));
  }

  /** Whether the body is another one now, and has taken the inbox in. */
  public boolean isRewritten() {
    return rewritten;
  }

  /** Takes the result of a walk; the body is written only where it has to be. */
  void walked(Walk walk) {
    if (walk.isErased()) {
      rewritten = true;
      body = JourneyBody.empty();
      inbox.clear();
      head.erase();
      return;
    }
    JourneyBody next = JourneyBody.of(walk.facts(), walk.ledger());
    rewritten =
        walk.forgot()
            || inbox.size() > LONGEST_INBOX
            || !walk.pending().isEmpty()
            || !next.ledger().equals(body.ledger());
    if (rewritten) {
      body = next;
      inbox.clear();
    }
    int settled = inbox.size();
    inbox.addAll(walk.pending());
    head.walked(walk, settled);
  }
}
