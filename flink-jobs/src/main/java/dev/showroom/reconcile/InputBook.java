package dev.showroom.reconcile;

import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.LateReason;
import dev.showroom.schemas.codec.InTopic;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The input, and what says of a record of it that it was dead or late. It is told what says so
 * first. Keeps 16 bytes for each record of the input.
 */
final class InputBook {
  private final Findings findings;
  private final Map<String, Place> letters = new TreeMap<>();
  private final Map<String, Place> lateOnes = new TreeMap<>();
  private final LongSet events = new LongSet();
  private final Map<InTopic, Counted> inputs = new EnumMap<>(InTopic.class);
  private long unread;

  private record Place(String what, long time, boolean refused, boolean[] found) {
    static Place of(String what, long time, boolean refused) {
      return new Place(what, time, refused, new boolean[1]);
    }
  }

  private static final class Counted {
    long records;
    long taken;
    long duplicates;
    long dead;
    long refused;
    long late;

    InputCounts counts() {
      return new InputCounts(records, taken, duplicates, dead, refused, late);
    }
  }

  InputBook(Findings findings) {
    this.findings = findings;
  }

  void deadLetter(DeadLetter letter) {
    letters.put(letter.getOrigin(), Place.of(letter.getReason().name(), Finding.NO_TIME, false));
  }

  void late(LateEvent late) {
    boolean refused = late.getReason() == LateReason.REFUSED_BEYOND_HORIZON;
    lateOnes.put(
        late.getOrigin(),
        Place.of(late.getReason().name(), late.getEventTime().toEpochMilli(), refused));
  }

  void add(InTopic stream, String origin, String eventId, boolean dead, boolean read) {
    Counted counted = inputs.computeIfAbsent(stream, any -> new Counted());
    counted.records++;
    Place letter = found(letters, origin);
    Place late = found(lateOnes, origin);
    boolean first = eventId != null && events.add(Digests.of(eventId));
    if (letter != null || dead) {
      counted.dead++;
      if (letter == null && read) {
        findings.add(Kind.DEAD_WITHOUT_LETTER, origin, Finding.NO_TIME, "");
      }
    } else if (late != null && late.refused()) {
      counted.refused++;
    } else if (!first) {
      counted.duplicates++;
    } else {
      counted.taken++;
      counted.late += late == null ? 0 : 1;
    }
    if (!read) {
      unread++;
    }
  }

  private static Place found(Map<String, Place> places, String origin) {
    Place place = places.get(origin);
    if (place != null) {
      place.found()[0] = true;
    }
    return place;
  }

  boolean isEmpty() {
    return inputs.isEmpty();
  }

  /** Whether an event of that digest was in it. */
  boolean contains(long event) {
    return events.contains(event);
  }

  /** Tells what speaks of records that there are none of. */
  void check(Kept kept, List<String> remarks) {
    if (inputs.isEmpty()) {
      remarks.add("There is no input here: nothing is held against it.");
    } else if (kept.isInputCut()) {
      remarks.add(
          "The oldest input has been deleted: letters, late events and evidence are not held"
              + " against it.");
    } else {
      missing(letters, Kind.LETTER_WITHOUT_INPUT);
      missing(lateOnes, Kind.LATE_WITHOUT_INPUT);
    }
  }

  private void missing(Map<String, Place> places, Kind kind) {
    places.forEach(
        (origin, place) -> {
          if (!place.found()[0]) {
            findings.add(kind, origin, place.time(), place.what());
          }
        });
  }

  Map<InTopic, InputCounts> counts() {
    Map<InTopic, InputCounts> counts = new EnumMap<>(InTopic.class);
    inputs.forEach((stream, counted) -> counts.put(stream, counted.counts()));
    return counts;
  }

  /** How many the job has not had yet. */
  long unread() {
    return unread;
  }
}
