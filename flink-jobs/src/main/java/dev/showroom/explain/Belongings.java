package dev.showroom.explain;

import dev.showroom.core.directory.CustomerEntry;
import dev.showroom.core.directory.LinkEnds;
import dev.showroom.core.directory.LinkedActors;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.household.Household;
import dev.showroom.core.household.HouseholdNote;
import dev.showroom.core.identity.ActorHistory;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.KeyDigest;
import dev.showroom.schemas.codec.InTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes the customer's, by identity and households: the same parts of the core as in the
 * job, driven in the order of event time.
 */
final class Belongings {

  /**
   * Something that was given to the customer, or taken back.
   *
   * @param actor the anonymous actor that it came from, or null
   */
  record Given(Envelope envelope, String actor) {}

  private final String customerId;
  private final Map<String, LinkedActors> desks = new HashMap<>();
  private final Map<String, ActorHistory> actors = new HashMap<>();
  private final Map<String, CustomerEntry> entries = new HashMap<>();
  private final Map<String, Household> households = new HashMap<>();
  private final KeyDigest digest = new KeyDigest();
  private final List<Given> given = new ArrayList<>();

  private Belongings(String customerId) {
    this.customerId = customerId;
  }

  /** In the order in which it was given. */
  static List<Given> of(Found found) {
    Belongings belongings = new Belongings(found.customerId());
    found.envelopes().forEach(belongings::take);
    return belongings.given;
  }

  private void take(Envelope envelope) {
    if (envelope.topic() == InTopic.IDENTITY_LINKS) {
      Envelope seenByCustomer = LinkEnds.turned(envelope);
      desk(seenByCustomer.key()).accept(seenByCustomer, this::link);
    } else if (envelope.anonymous()) {
      actor(envelope.key()).accept(envelope, gift -> give(gift, envelope.key()));
    } else if (envelope.topic() == InTopic.ERASURES) {
      erase(envelope);
    } else {
      give(envelope, null);
    }
  }

  private void link(Envelope link) {
    ActorHistory actor = actor(link.key());
    actor.forget(link.time());
    actor.accept(link, gift -> give(gift, link.key()));
  }

  private void give(Envelope envelope, String actor) {
    boolean isOwn = envelope.key().equals(customerId);
    if (isOwn) {
      given.add(new Given(envelope, actor));
    }
    if (envelope.topic() == InTopic.PURCHASES || envelope.topic() == InTopic.CUSTOMERS) {
      entry(envelope.key()).accept(envelope, digest, this::tell);
    }
  }

  private void erase(Envelope request) {
    LinkedActors desk = desk(request.key());
    desk.accept(request, this::forget);
    desk.advance(request.time(), this::forget);
    CustomerEntry entry = entry(request.key());
    entry.accept(request, digest, this::tell);
    entry.advance(request.time(), this::tell);
    if (request.key().equals(customerId)) {
      given.add(new Given(request, null));
    }
  }

  private void forget(Envelope end) {
    ActorHistory actor = actor(end.key());
    actor.head().erase((LinkChanged) FactCodec.unpack(end.fact()));
    actor.erase(end.time());
  }

  private void tell(HouseholdNote note) {
    households
        .computeIfAbsent(note.householdId(), any -> new Household())
        .accept(
            note,
            gift -> {
              if (gift.key().equals(customerId)) {
                given.add(new Given(gift, null));
              }
            });
  }

  private LinkedActors desk(String customer) {
    return desks.computeIfAbsent(customer, any -> new LinkedActors());
  }

  private ActorHistory actor(String actor) {
    return actors.computeIfAbsent(actor, any -> new ActorHistory());
  }

  private CustomerEntry entry(String customer) {
    return entries.computeIfAbsent(customer, any -> new CustomerEntry());
  }
}
