package dev.showroom.common;

/** What to tell of an exception in one sentence. */
public final class Causes {
  private Causes() {}

  public static String root(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
