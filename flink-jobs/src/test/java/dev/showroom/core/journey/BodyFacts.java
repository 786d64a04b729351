package dev.showroom.core.journey;

import dev.showroom.core.detect.KnownFact;
import java.util.List;

/** Lets tests of other packages see what a journey holds. */
public final class BodyFacts {
  private BodyFacts() {}

  public static List<KnownFact> of(JourneyBody body) {
    return body.facts();
  }
}
