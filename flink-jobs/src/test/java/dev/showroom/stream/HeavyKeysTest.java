package dev.showroom.stream;

import static dev.showroom.stream.Given.DAY;
import static dev.showroom.stream.Given.HOUR;
import static dev.showroom.stream.Given.MINUTE;
import static dev.showroom.stream.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.History;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.KeyDigest;
import dev.showroom.core.journey.JourneyBody;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.VisitAction;
import dev.showroom.stream.KeyedHarness.Actors;
import dev.showroom.stream.KeyedHarness.Journeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.api.common.state.ValueState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One customer with 200,000 events, and a device that many share with a fifth of the traffic, cost
 * the others little. The same ordinary customers live twice, with the two and without.
 */
@Timeout(180)
class HeavyKeysTest {
  private static final int DAYS = 20;
  private static final int ORDINARY = 300;
  private static final int HEAVY_EVENTS = 200_000;
  private static final String HEAVY = "heavy";
  private static final String KIOSK = "DEVICE:kiosk";

  /** What a customer may take at the most: a fact is some 100 bytes, 2 * 300 of them a day. */
  private static final long MOST_BYTES = 4_000_000;

  private static final long MOST_WAKINGS = 2L * History.MOST_PER_DAY;

  /** Pauses of the JVM and of a busy machine, which hit either run as they like. */
  private static final double SLACK_MILLIS = 5;
