package dev.showroom.live.push;

import dev.showroom.core.push.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** What the provider's answer, or its silence, means for the coupon. */
final class Answers {
  /** A wish to be left alone for longer is taken for a mistake. */
  static final Duration LONGEST_WISH = Duration.ofHours(1);

  private Answers() {}

  /**
   * @param retryAfter the header of that name
   * @param now by the clock, epoch milliseconds
   */
  static Verdict of(int status, Optional<String> retryAfter, long now) {
    String detail = "HTTP " + status;
    if (status >= 200 && status < 300) {
      return Verdict.received();
    }
    long wish = retryAfter.map(text -> wish(text, now)).orElse(0L);
    return switch (status) {
      case 429 -> Verdict.tooMany(detail, wish);
      case 408, 425 -> Verdict.again(detail, 0);
      default ->
          status >= 500 ? Verdict.again(detail, status == 503 ? wish : 0) : Verdict.refused(detail);
    };
  }

  /** No answer. What an exception says may quote the address, and is not told. */
  static Verdict of(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    boolean timeout =
        cause instanceof TimeoutException || cause instanceof java.net.http.HttpTimeoutException;
    String what = timeout ? "no answer in time" : "no answer";
    return Verdict.again(
        cause instanceof IOException || timeout
            ? what + " (" + cause.getClass().getSimpleName() + ")"
            : "could not be sent (" + cause.getClass().getSimpleName() + ")",
        0);
  }

  /**
   * When to ask again, epoch milliseconds, by a number of seconds or a date (RFC 9110, 10.2.3); 0
   * where it says neither.
   */
  static long wish(String retryAfter, long now) {
    String text = retryAfter.strip();
    long latest = now + LONGEST_WISH.toMillis();
    if (text.matches("\\d+")) {
      return text.length() > 9
          ? latest
          : Math.min(latest, now + Duration.ofSeconds(Long.parseLong(text)).toMillis());
    }
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Math.min(latest, Math.max(date.toEpochMilli(), 0));
    } catch (DateTimeParseException e) {
      return 0;
    }
  }
}
