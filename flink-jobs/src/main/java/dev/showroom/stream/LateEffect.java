package dev.showroom.stream;

/** What became of a late record, for the figures. */
enum LateEffect {
  /** Revisions of alerts. */
  REVISED,
  /** No alert is another one by it. */
  APPLIED,
  /** It came beyond the correction horizon. */
  REFUSED,
  /** It is of somebody who was erased. */
  SUPPRESSED
}
