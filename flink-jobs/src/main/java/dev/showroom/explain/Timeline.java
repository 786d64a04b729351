package dev.showroom.explain;

import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.journey.KnownFacts;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.IsoTime;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What happened and what was decided, as one column of time. */
final class Timeline {
  /** As wide as a time with its milliseconds. */
  private static final String TIME_COLUMN = "%-24s";

  /** At one moment things happen first, and are decided about afterwards. */
  private record Entry(long time, boolean decided, List<String> lines) {}

  private record FactKey(InTopic topic, String eventId, long time, long knownAt) {}

  private final Found found;
  private final FactWords words;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<FactKey, String> actors = new HashMap<>();
  private int facts;
  private int alerts;
  private int leftOut;

  Timeline(Found found, List<Belongings.Given> given, List<Step> steps, boolean verbose) {
    this.found = found;
    this.words = new FactWords(found.announced());
    addFacts(given);
    addLinks();
    StepWords told = new StepWords(found.announced(), verbose);
    Set<String> ids = new HashSet<>();
    for (Step step : steps) {
      step.revisions().forEach(revision -> ids.add(revision.suspicion().alertId()));
      add(step.at(), true, told.of(step));
    }
    alerts = ids.size();
    leftOut = told.leftOut();
    entries.sort(Comparator.comparingLong(Entry::time).thenComparing(Entry::decided));
  }

  private void add(long time, boolean decided, List<String> lines) {
    if (!lines.isEmpty() && time <= found.end()) {
      entries.add(new Entry(time, decided, lines));
    }
  }

  private void addFacts(List<Belongings.Given> given) {
    KnownFacts known = new KnownFacts(List.of());
    for (Belongings.Given one : given) {
      known.apply(one.envelope());
      if (one.actor() != null) {
        actors.put(key(KnownFact.of(one.envelope())), one.actor());
      }
    }
    for (KnownFact fact : known.asList()) {
      facts++;
      add(fact.time(), false, List.of(line(FactWords.kind(fact.fact()), words(fact))));
    }
  }

  private static FactKey key(KnownFact known) {
    return new FactKey(known.topic(), known.fact().eventId(), known.time(), known.knownAt());
  }

  private String words(KnownFact known) {
    StringBuilder text = new StringBuilder(words.of(known.fact()));
    String actor = actors.get(key(known));
    if (actor != null) {
      text.append("  by ").append(actor);
    } else if (FactWords.isAct(known.fact())) {
      text.append("  by CUSTOMER");
    }
    if (known.isRetroactive()) {
      text.append("  [known since ").append(IsoTime.format(known.knownAt())).append(", by a link]");
    }
    if (known.until() != Envelope.FOREVER) {
      text.append("  [known until ")
          .append(IsoTime.format(known.until()))
          .append(", taken away by an unlink]");
    }
    return text.toString();
  }

  private void addLinks() {
    Set<String> own = new TreeSet<>();
    Set<String> told = new HashSet<>();
    for (Envelope envelope : found.envelopes()) {
      if (envelope.topic() != InTopic.IDENTITY_LINKS) {
        continue;
      }
      Fact fact = FactCodec.unpack(envelope.fact());
      LinkChanged change = (LinkChanged) fact;
      boolean isOwn = change.customerId().equals(found.customerId());
      if (isOwn) {
        own.add(envelope.key());
      }
      boolean isRepeated = !told.add(envelope.key() + " " + change);
      if (!isRepeated && (isOwn || own.contains(envelope.key()))) {
        add(change.time(), false, List.of(line(FactWords.kind(change), link(envelope, change))));
      }
    }
  }

  private String link(Envelope envelope, LinkChanged change) {
    boolean isOwn = change.customerId().equals(found.customerId());
    return "%s %s%s%s"
        .formatted(
            change.link() ? "LINK" : "UNLINK",
            envelope.key(),
            isOwn ? "" : (change.link() ? " to" : " from") + " another customer",
            change.deterministic() ? "" : ", probabilistic: changes nothing");
  }

  private static String line(String kind, String text) {
    return "%-9s %s".formatted(kind, text);
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  void print(PrintWriter out) {
    out.printf(
        "customer %s, up to %s: %s, %s%n",
        found.customerId(),
        IsoTime.format(found.end()),
        count(facts, "event"),
        count(alerts, "alert"));
    for (Entry entry : entries) {
      String time = TIME_COLUMN.formatted(IsoTime.format(entry.time()));
      boolean isFirst = true;
      for (String line : entry.lines()) {
        String shown = isFirst || !line.startsWith(" ") ? time : " ".repeat(time.length());
        out.println(shown + "  " + (entry.decided() ? "  " : "") + line);
        isFirst = false;
      }
    }
    if (leftOut > 0) {
      out.printf(
          "%s not told here: far from a yes, or answered as before (--verbose tells all)%n",
          count(leftOut, "more question"));
    }
    out.flush();
  }
}
