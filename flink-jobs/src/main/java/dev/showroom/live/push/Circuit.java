package dev.showroom.live.push;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the provider is worth asking. Opens when half of the last tries failed: then nothing is
 * sent for a while, a few trial requests after it, and all again when they went well.
 */
final class Circuit {
  private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);

  private static final int WINDOW = 20;
  private static final int LEAST_TRIES = 5;
  private static final int TRIALS = 2;
  private static final int MOST_DOUBLINGS = 8;

  private final CircuitBreaker breaker;

  Circuit(Duration pause, Clock clock) {
    breaker =
        CircuitBreaker.of(
            "push",
            CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(LEAST_TRIES)
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .waitIntervalFunctionInOpenState(
                    IntervalFunction.ofExponentialBackoff(
                        pause, 2, pause.multipliedBy(MOST_DOUBLINGS)))
                .clock(clock)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event ->
                LOG.warn(
                    "The circuit to the messaging provider goes from {} to {}.",
                    event.getStateTransition().getFromState(),
                    event.getStateTransition().getToState()));
  }

  /** Asks for one try, whose end must then be told, or that it was not made. */
  boolean letsPass() {
    return breaker.tryAcquirePermission();
  }

  void wentWell() {
    breaker.onSuccess(0, TimeUnit.MILLISECONDS);
  }

  void wentWrong() {
    breaker.onError(0, TimeUnit.MILLISECONDS, NO_STACK);
  }

  /** The try says nothing of the provider's health, or was not made. */
  void saysNothing() {
    breaker.releasePermission();
  }

  boolean isClosed() {
    return breaker.getState() == CircuitBreaker.State.CLOSED;
  }

  private static final Exception NO_STACK =
      new Exception("a try failed", null, false, false) {
        private static final long serialVersionUID = 1L;
      };
}
