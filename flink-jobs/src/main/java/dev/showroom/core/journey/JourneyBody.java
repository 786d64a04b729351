package dev.showroom.core.journey;

import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What a customer's decisions rest on: the facts in time order, and the ledger of alerts. Read and
 * written only when something has to be decided. Immutable.
 */
public final class JourneyBody {
  /** Of its packed form, with which that begins. */
  public static final int FORM = 2;

  private static final JourneyBody EMPTY = new JourneyBody(List.of(), List.of());

  private final List<KnownFact> facts;
  private final List<AlertEntry> ledger;

  private JourneyBody(List<KnownFact> facts, List<AlertEntry> ledger) {
    this.facts = facts;
    this.ledger = ledger;
  }

  public static JourneyBody empty() {
    return EMPTY;
  }

  static JourneyBody of(List<KnownFact> facts, Collection<AlertEntry> ledger) {
    List<AlertEntry> entries = new ArrayList<>(ledger);
    entries.sort(Comparator.comparing(entry -> entry.suspicion().alertId()));
    return new JourneyBody(facts, entries);
  }

  List<KnownFact> facts() {
    return facts;
  }

  List<AlertEntry> ledger() {
    return ledger;
  }

  public boolean isEmpty() {
    return facts.isEmpty() && ledger.isEmpty();
  }

  /** About how many bytes it takes in memory; most facts are never unpacked. */
  public int weight() {
    return 64 + 240 * facts.size() + 3_000 * ledger.size();
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(64 + 72 * facts.size() + 512 * ledger.size());
    out.number(FORM).number(facts.size());
    facts.forEach(known -> known.pack(out));
    out.number(ledger.size());
    ledger.forEach(entry -> out.block(entry.pack()));
    return out.toBytes();
  }

  public static JourneyBody unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "a journey");
    int facts = in.integer();
    List<KnownFact> known = new ArrayList<>(facts + 8);
    for (int i = 0; i < facts; i++) {
      known.add(KnownFact.unpack(in));
    }
    int entries = in.integer();
    List<AlertEntry> ledger = new ArrayList<>(entries);
    for (int i = 0; i < entries; i++) {
      ledger.add(AlertEntry.unpack(in.block()));
    }
    return new JourneyBody(known, ledger);
  }
}
