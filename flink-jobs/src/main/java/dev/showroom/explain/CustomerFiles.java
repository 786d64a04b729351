package dev.showroom.explain;

import dev.showroom.common.CommandFailure;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.fact.ProfileStated;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.RawLine;
import dev.showroom.files.StreamInputs;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.replay.ReplayedLines;
import dev.showroom.schemas.codec.InTopic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Finds in a replay's files what can matter to one customer. First who belongs to them: the members
 * of their households, and the anonymous actors of all of these. Then all that these did. Only this
 * is kept in memory, and what is announced to all.
 */
final class CustomerFiles {
  private final StreamInputs files;
  private final ReplaySpan span;
  private final String customerId;
  private final Set<String> members = new HashSet<>();
  private final Set<String> ownActors = new HashSet<>();
  private final Set<String> membersActors = new HashSet<>();
  private boolean seen;

  CustomerFiles(StreamInputs files, ReplaySpan span, String customerId) {
    this.files = files;
    this.span = span;
    this.customerId = customerId;
  }

  /**
   * @throws CommandFailure where nothing is of the customer, or a file cannot be read
   */
  Found find() {
    findMembers();
    findActors();
    List<Envelope> envelopes = new ArrayList<>();
    Announced announced = new Announced();
    long end =
        ReplayedLines.read(
            files,
            span,
            arrival -> {
              if (arrival.announcement() != null) {
                announced.add(arrival.announcement());
              } else if (arrival.envelope() != null && matters(arrival.envelope())) {
                envelopes.add(arrival.envelope());
              }
            });
    if (end == RawLine.NONE) {
      throw new CommandFailure("There is no record in the range asked for.");
    }
    if (!seen) {
      throw new CommandFailure(
          "No record in the range asked for is of a customer '" + customerId + "'.");
    }
    // An erasure comes after what happened in the same millisecond, as it does in the job.
    envelopes.sort(
        Comparator.comparingLong(Envelope::time)
            .thenComparing(envelope -> envelope.topic() == InTopic.ERASURES));
    return new Found(customerId, envelopes, announced, end);
  }

  private boolean matters(Envelope envelope) {
    InTopic topic = envelope.topic();
    if (envelope.anonymous()) {
      boolean givesToMembers = topic == InTopic.PURCHASES || topic == InTopic.IDENTITY_LINKS;
      return ownActors.contains(envelope.key())
          || givesToMembers && membersActors.contains(envelope.key());
    }
    if (envelope.key().equals(customerId)) {
      seen = true;
      return true;
    }
    // Whom else an actor was linked to may have been erased.
    return topic == InTopic.ERASURES
        || members.contains(envelope.key())
            && (topic == InTopic.CUSTOMERS || topic == InTopic.PURCHASES);
  }

  private void findMembers() {
    Set<String> households = new HashSet<>();
    facts(
        InTopic.CUSTOMERS,
        (envelope, fact) -> {
          String household = ((ProfileStated) fact).householdId();
          if (household != null && envelope.key().equals(customerId)) {
            households.add(household);
          }
        });
    members.add(customerId);
    if (households.isEmpty()) {
      return;
    }
    facts(
        InTopic.CUSTOMERS,
        (envelope, fact) -> {
          if (households.contains(((ProfileStated) fact).householdId())) {
            members.add(envelope.key());
          }
        });
  }

  private void findActors() {
    facts(
        InTopic.IDENTITY_LINKS,
        (envelope, fact) -> {
          String linked = ((LinkChanged) fact).customerId();
          if (linked.equals(customerId)) {
            seen = true;
            ownActors.add(envelope.key());
          } else if (members.contains(linked)) {
            membersActors.add(envelope.key());
          }
        });
  }

  private void facts(InTopic topic, BiConsumer<Envelope, Fact> each) {
    if (!files.has(topic)) {
      return;
    }
    ReplayedLines.read(
        files.only(topic),
        span,
        arrival -> {
          if (arrival.envelope() != null) {
            each.accept(arrival.envelope(), FactCodec.unpack(arrival.envelope().fact()));
          }
        });
  }
}
