package dev.showroom.backtest;

/**
 * Alerts that have something in common, under both rules.
 *
 * @param baseline alerts that the baseline raised, whatever became of them
 * @param baselineStanding those of them that were not retracted in the end
 */
record Group(
    String name,
    int baseline,
    int baselineStanding,
    int candidate,
    int candidateStanding,
    int added,
    int dropped,
    int changed) {
  static Group none(String name) {
    return new Group(name, 0, 0, 0, 0, 0, 0, 0);
  }

  Group plusBaseline(boolean stands) {
    return new Group(
        name,
        baseline + 1,
        baselineStanding + (stands ? 1 : 0),
        candidate,
        candidateStanding,
        added,
        dropped,
        changed);
  }

  Group plusCandidate(boolean stands) {
    return new Group(
        name,
        baseline,
        baselineStanding,
        candidate + 1,
        candidateStanding + (stands ? 1 : 0),
        added,
        dropped,
        changed);
  }

  Group plus(Change.Kind kind) {
    return new Group(
        name,
        baseline,
        baselineStanding,
        candidate,
        candidateStanding,
        added + (kind == Change.Kind.ADDED ? 1 : 0),
        dropped + (kind == Change.Kind.DROPPED ? 1 : 0),
        changed + (kind == Change.Kind.CHANGED ? 1 : 0));
  }
}
