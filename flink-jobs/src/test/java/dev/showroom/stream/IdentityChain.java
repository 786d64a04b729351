package dev.showroom.stream;

import dev.showroom.core.directory.LinkEnds;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.household.HouseholdNote;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.type.Packings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that lies between the gate and the journeys, wired as in the graph: link desk, identity
 * stitch, customer directory, household share.
 */
final class IdentityChain implements AutoCloseable {
  /** A fact's stay with a customer. */
  record Held(String customer, Fact fact, long knownAt, long until) {}

  final OperatorHarness<Envelope, Envelope> desk;
  final OperatorHarness<Envelope, Envelope> stitch;
  final OperatorHarness<Envelope, HouseholdNote> directory;
  final OperatorHarness<HouseholdNote, Envelope> household;
  private final List<Envelope> sent = new ArrayList<>();
  private final List<Outbound> aside = new ArrayList<>();

  IdentityChain(Backend backend) throws Exception {
    var envelopes = Packings.ENVELOPE.as(Envelope.class);
    desk = new OperatorHarness<>(backend, LinkDesk::new, new Shard(), envelopes);
    stitch = new OperatorHarness<>(backend, IdentityStitch::new, new Shard(), envelopes);
    directory =
        new OperatorHarness<>(
            backend,
            CustomerDirectory::new,
            new Shard(),
            Packings.HOUSEHOLD_NOTE.as(HouseholdNote.class));
    household =
        new OperatorHarness<>(
            backend, HouseholdShare::new, new HouseholdShare.ByHousehold(), envelopes);
  }

  /** As the gate would route it. */
  IdentityChain give(Envelope... envelopes) throws Exception {
    for (Envelope envelope : envelopes) {
      if (envelope.topic() == InTopic.IDENTITY_LINKS) {
        desk.give(LinkEnds.turned(envelope));
      } else if (envelope.anonymous()) {
        stitch.give(envelope);
      } else {
        if (envelope.topic() == InTopic.ERASURES) {
          desk.give(envelope);
        }
        directory.give(envelope);
      }
      flow();
    }
    return this;
  }

  IdentityChain watermark(long time) throws Exception {
    desk.watermark(time);
    flow();
    stitch.watermark(time);
    flow();
    directory.watermark(time);
    flow();
    household.watermark(time);
    flow();
    return this;
  }

  private void flow() throws Exception {
    for (Envelope one : desk.taken()) {
      stitch.give(one);
    }
    sent.addAll(stitch.taken());
    for (Envelope one : stitch.taken(IntakeGate.DIRECTORY)) {
      directory.give(one);
    }
    for (HouseholdNote one : directory.taken()) {
      household.give(one);
    }
    sent.addAll(household.taken());
    aside.addAll(desk.aside());
    aside.addAll(stitch.aside());
  }

  void crashAndRestore() throws Exception {
    desk.crashAndRestore();
    stitch.crashAndRestore();
    directory.crashAndRestore();
    household.crashAndRestore();
  }

  /** Envelopes to journeys so far. */
  List<Envelope> sent() {
    return sent;
  }

  List<Outbound> aside() {
    return aside;
  }

  /** What journeys hold by what was sent to them. */
  List<Held> held() {
    Map<List<Object>, Held> held = new LinkedHashMap<>();
    for (Envelope one : sent) {
      Held stay =
          new Held(one.key(), FactCodec.unpack(one.fact()), one.knownAt(), one.knownUntil());
      List<Object> key = List.of(stay.customer(), stay.fact(), stay.knownAt());
      if (one.kind() == Envelope.Kind.GIVE) {
        held.merge(key, stay, (a, b) -> a.until() <= b.until() ? a : b);
      } else {
        held.remove(key, stay);
      }
    }
    return List.copyOf(held.values());
  }

  int timers() {
    return desk.timers() + stitch.timers() + directory.timers() + household.timers();
  }

  int keysInState() {
    return desk.keysInState()
        + stitch.keysInState()
        + directory.keysInState()
        + household.keysInState();
  }

  boolean stateHolds(String text) throws Exception {
    return desk.stateHolds(text)
        || stitch.stateHolds(text)
        || directory.stateHolds(text)
        || household.stateHolds(text);
  }

  @Override
  public void close() throws Exception {
    desk.close();
    stitch.close();
    directory.close();
    household.close();
  }
}
