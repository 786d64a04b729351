package dev.showroom.config;

/**
 * What is wrong with the configuration.
 *
 * @param what the sentence, without full stop, and without a secret
 * @param hint how to mend it, with its own end; may be empty
 */
record Complaint(String what, String hint) {
  Complaint(String what) {
    this(what, "");
  }

  String at(String place) {
    return what
        + (place.isEmpty() ? "" : " (" + place + ")")
        + (hint.isEmpty() ? "." : "; " + hint);
  }
}
