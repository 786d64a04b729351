package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.showroom.config.CouponKeys;
import dev.showroom.config.RunConfig;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.kafka.Topics;
import dev.showroom.live.push.FlakyProvider;
import dev.showroom.metrics.Meter;
import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.CustomerProfile;
import dev.showroom.schemas.ErasureRequest;
import dev.showroom.schemas.FeedProgress;
import dev.showroom.schemas.Product;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.VisitEvent;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a whole job tells about itself, to Prometheus and in its logs. */
@Timeout(120)
class ObservedJobTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final int PARTITIONS = 2;
  private static final String SKU = "sku-1";
  private static final int VISITORS = 8;
  private static final int BROKEN = 3;
  private static final int RETURNS = 9;

  /** In every id and text that is about a person. */
  private static final String CANARY = "canary7f3a";

  @TempDir static Path directory;

  private static EmbeddedBroker broker;
  private static KafkaIo kafka;
  private static FlakyProvider provider;
  private static JobClient job;
  private static JsonLogCapture logs;
  private static int port;
  private static Scrape scrape;

  @BeforeAll
  static void aJobWithAllThatCanGoWrong() throws Exception {
    logs = JsonLogCapture.start();
    broker = EmbeddedBroker.start();
    broker.createTopics(
        TOPICS.definitions(PARTITIONS, 1).stream()
            .map(ObservedJobTest::stampedByTheBroker)
            .toList());
    kafka = new KafkaIo(broker.bootstrapServers(), TOPICS);
    provider = new FlakyProvider().first(FlakyProvider.Mood.ANSWERS_500);
    port = freePort();
    whatIsKnownBefore();
    job = LiveJob.start(config(), restored -> {});
    await("the job reads")
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> Scrape.of(port).sum(Meter.EVENTS_IN.prometheusName()) >= VISITORS + 2);
    whatPeopleDo();
    await("coupons").atMost(Duration.ofSeconds(30)).until(() -> !coupons().isEmpty());
    whatComesOfIt();
    await("all that is told of it")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              scrape = Scrape.of(port);
              assertThat(scrape.names()).containsAll(named());
              assertThat(sum(Meter.COUPONS, "state", "REDEEMED")).isEqualTo(1);
              assertThat(sum(Meter.LATE, "effect", "REFUSED")).isEqualTo(1);
              assertThat(sum(Meter.LATE, "effect", "SUPPRESSED")).isPositive();
              assertThat(sum(Meter.DUPLICATES, "stream", "browsing")).isPositive();
              assertThat(sum(Meter.EVENTS_IN, "stream", "returns")).isEqualTo(RETURNS);
            });
  }

  @AfterAll
  static void stop() {
    LiveJob.cancel(job, Duration.ofSeconds(20));
    provider.close();
    broker.close();
    logs.close();
  }

  @Test
  void every_figure_of_the_list_is_exposed_under_its_name_and_labels() {
    for (Meter meter : Meter.values()) {
      assertThat(scrape.names()).contains(meter.prometheusName());
      assertThat(scrape.labelsOf(meter.prometheusName()))
          .as(meter.prometheusName())
          .containsAll(meter.labels())
          .doesNotContain("job_id", "task_attempt_id", "tm_id");
    }
    assertThat(scrape.names().stream().filter(name -> name.contains("_showroom_")))
        .allMatch(
            name ->
                List.of(Meter.values()).stream()
                    .anyMatch(
                        meter -> name.replaceFirst("_count$", "").equals(meter.prometheusName())));
  }

  @Test
  void the_figures_are_those_of_what_was_sent() {
    assertThat(sum(Meter.DEAD_LETTERS, "stream", "purchases", "reason", "UNDECODABLE"))
        .isEqualTo(BROKEN);
    assertThat(sum(Meter.DEAD_LETTERS, "reason", "NEGATIVE_QUANTITY")).isEqualTo(1);
    assertThat(sum(Meter.DEAD_LETTERS)).isEqualTo(BROKEN + 1);
    assertThat(sum(Meter.EVENTS_IN, "stream", "customers")).isEqualTo(VISITORS + 1);
    assertThat(sum(Meter.ALERTS, "status", "SUSPECTED", "lane", "live"))
        .isGreaterThanOrEqualTo(VISITORS)
        .isEqualTo(
            kafka.read(OutTopic.ALERTS, Alert.class).stream()
                .filter(alert -> alert.getStatus() == AlertStatus.SUSPECTED)
                .count());
    assertThat(sum(Meter.RULE_ERRORS, "rule", "ERRS"))
        .isPositive()
        .isEqualTo(sum(Meter.RULE_EVALUATIONS, "rule", "ERRS"));
    assertThat(sum(Meter.RULE_ERRORS)).isEqualTo(sum(Meter.RULE_ERRORS, "rule", "ERRS"));
    assertThat(sum(Meter.DECISIONS, "lane", "live")).isEqualTo(VISITORS);
    assertThat(sum(Meter.COUPONS, "state", "ISSUED")).isEqualTo(coupons().size()).isPositive();
    assertThat(sum(Meter.PUSH_FAILED_TRIES)).isEqualTo(1);
    assertThat(max(Meter.FEEDS_KNOWN)).isEqualTo(2);
    assertThat(max(Meter.FEEDS_BEHIND)).isEqualTo(1);
    assertThat(max(Meter.FEED_GAP)).isBetween(3 * 86_400.0, 3 * 86_400.0 + 600);
    assertThat(sum(Meter.KEY_GROUP_FACTS)).isGreaterThan(7 * VISITORS);
    assertThat(max(Meter.EVENT_TO_ALERT, "quantile", "0.5"))
        .as("the lateness bound is in it")
        .isBetween(500.0, 60_000.0);
  }

  @Test
  void a_store_whose_clock_is_wrong_is_seen_and_the_others_are_not() {
    assertThat(
            scrape.samples().stream()
                .filter(sample -> sample.name().equals(Meter.CLOCK_SKEW.prometheusName()))
                .map(sample -> sample.labels().get("store")))
        .contains("st-fast", "st-1");
    assertThat(max(Meter.CLOCK_SKEW, "store", "st-fast")).isBetween(-61_000.0, -50_000.0);
    assertThat(max(Meter.CLOCK_SKEW, "store", "st-1")).isBetween(-10.0, 5_000.0);
  }

  @Test
  void a_budget_is_told_before_anything_is_taken_from_it() {
    assertThat(scrape.samples())
        .filteredOn(sample -> sample.name().equals(Meter.BUDGET_LEFT.prometheusName()))
        .hasSizeGreaterThan(1)
        .anySatisfy(
            sample ->
                assertThat(sum(Meter.BUDGET_RESERVED, "campaign", sample.labels().get("campaign")))
                    .isZero());
  }

  @Test
  void dashboards_and_alert_rules_ask_for_labels_that_are_there() throws IOException {
    Set<String> always = Set.of("instance", "job");
    for (PromQuery query : PromQuery.all()) {
      Set<String> there = new java.util.TreeSet<>(always);
      query.names().forEach(name -> there.addAll(scrape.labelsOf(name)));
      assertThat(there).as(query.where()).containsAll(query.groupedBy());
      query
          .selected()
          .forEach(
              (name, labels) ->
                  assertThat(scrape.labelsOf(name)).as(query.where()).containsAll(labels));
    }
  }

  @Test
  void the_streams_that_they_ask_for_have_those_names() throws IOException {
    List<String> asked = new ArrayList<>();
    for (PromQuery query : PromQuery.all()) {
      Pattern.compile("stream=~?\"([^\"]+)\"")
          .matcher(query.text())
          .results()
          .forEach(found -> asked.addAll(List.of(found.group(1).split("\\|"))));
    }
    assertThat(asked).contains("store-visits");
    for (String stream : asked) {
      assertThat(scrape.samples()).anyMatch(sample -> stream.equals(sample.labels().get("stream")));
    }
  }

  @Test
  void nobody_stands_in_the_logs_which_are_json_line_by_line() throws IOException {
    List<String> lines = logs.lines();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : lines) {
      JsonNode json = mapper.readTree(line);
      assertThat(line).endsWith("\n");
      assertThat(json.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
      assertThat(json.path("message").isTextual()).as(line).isTrue();
    }
    assertThat(lines).hasSizeGreaterThan(100);
    assertThat(lines).anyMatch(line -> line.contains("\"logger\":\"org.apache.flink."));
    assertThat(lines).noneMatch(line -> line.contains(CANARY));
  }

  @Test
  void nobody_stands_in_a_label() {
    assertThat(scrape.text()).doesNotContain(CANARY);
  }

  private static double sum(Meter meter, String... labels) {
    return scrape.sum(meter.prometheusName(), labels);
  }

  private static double max(Meter meter, String... labels) {
    String name = meter.prometheusName();
    return scrape.samples().stream()
        .filter(s -> s.name().equals(name))
        .filter(s -> labels.length == 0 || labels[1].equals(s.labels().get(labels[0])))
        .mapToDouble(Scrape.Sample::value)
        .max()
        .orElse(Double.NaN);
  }

  /** Whatever the list, a dashboard or an alert rule names. */
  private static Set<String> named() throws IOException {
    Set<String> named = new java.util.TreeSet<>();
    List.of(Meter.values()).forEach(meter -> named.add(meter.prometheusName()));
    PromQuery.all().forEach(query -> named.addAll(query.names()));
    return named;
  }

  private static List<Coupon> coupons() {
    return kafka.read(OutTopic.COUPONS, Coupon.class).stream()
        .filter(coupon -> coupon.getRevision() == 1)
        .toList();
  }

  // ---- the world

  private static void whatIsKnownBefore() {
    Instant before = Instant.now().minus(Duration.ofHours(3));
    List<Keyed> known = new ArrayList<>();
    known.add(
        new Keyed(
            InTopic.PRODUCTS,
            SKU,
            new Product("p-1", before, SKU, "fam-1", "cameras", null, 10_000L, 8_000L, List.of())));
    for (int i = 0; i <= VISITORS; i++) {
      known.add(
          new Keyed(
              InTopic.CUSTOMERS,
              customer(i),
              CustomerProfile.newBuilder()
                  .setEventId("u-" + customer(i))
                  .setEventTime(before)
                  .setCustomerId(customer(i))
                  .setConsentPersonalisation(true)
                  .setConsentPush(true)
                  .setHouseholdId("h-" + customer(i))
                  .setStaff(false)
                  .build()));
    }
    known.add(feed("store:st-1", before, before.minus(Duration.ofMinutes(1))));
    known.add(feed("store:st-2", before, Instant.now().minus(Duration.ofDays(3))));
    kafka.produce(known);
  }

  private static void whatPeopleDo() {
    List<Keyed> done = new ArrayList<>();
    for (int i = 0; i < VISITORS; i++) {
      done.addAll(visit(customer(i)));
    }
    Instant now = Instant.now();
    BrowseEvent twice = browse("b-twice-" + CANARY, now, customer(0));
    done.add(new Keyed(InTopic.BROWSING, customer(0), twice));
    done.add(new Keyed(InTopic.BROWSING, customer(0), twice));
    for (int i = 0; i < RETURNS; i++) {
      done.add(
          new Keyed(
              InTopic.RETURNS,
              customer(0),
              dev.showroom.schemas.ProductReturn.newBuilder()
                  .setEventId("fast-" + CANARY + i)
                  .setEventTime(now.plusSeconds(60))
                  .setActor(actor(customer(0)))
                  .setOrderId("o-" + CANARY)
                  .setChannel(Channel.STORE)
                  .setStoreId("st-fast")
                  .setLines(List.of(new dev.showroom.schemas.ReturnLine(SKU, 1, 100L)))
                  .setReason(dev.showroom.schemas.ReturnReason.OTHER)
                  .setCondition(dev.showroom.schemas.ReturnCondition.OPENED)
                  .build()));
    }
    done.add(
        new Keyed(
            InTopic.PURCHASES,
            customer(0),
            purchase("negative-" + CANARY, customer(0), -1, List.of())));
    done.add(
        new Keyed(
            InTopic.ERASURES,
            customer(VISITORS),
            new ErasureRequest("e-" + CANARY, now, customer(VISITORS))));
    kafka.produce(done);
    List<ProducerRecord<byte[], byte[]>> broken = new ArrayList<>();
    for (int i = 0; i < BROKEN; i++) {
      broken.add(
          new ProducerRecord<>(
              TOPICS.name(InTopic.PURCHASES),
              (CANARY + "@example.org").getBytes(StandardCharsets.UTF_8),
              ("{\"email\":\"" + CANARY + "@example.org\"}").getBytes(StandardCharsets.UTF_8)));
    }
    kafka.produceRaw(broken, Map.of());
  }

  private static void whatComesOfIt() {
    Coupon coupon = coupons().get(0);
    Instant now = Instant.now();
    kafka.produce(
        List.of(
            new Keyed(
                InTopic.COUPON_EVENTS,
                coupon.getCouponId(),
                new CouponEvent(
                    "r-" + CANARY,
                    now,
                    coupon.getCouponId(),
                    CouponChange.REDEEMED,
                    "order-" + CANARY)),
            new Keyed(
                InTopic.COUPON_EVENTS,
                CANARY,
                new CouponEvent(
                    "x-" + CANARY, now, "k-" + CANARY, CouponChange.REDEEMED, "order-2" + CANARY)),
            new Keyed(
                InTopic.PURCHASES,
                coupon.getCustomerId(),
                purchase(
                    "order-" + CANARY, coupon.getCustomerId(), 1, List.of(coupon.getCouponId()))),
            late(Duration.ofMinutes(2), customer(1)),
            late(Duration.ofMinutes(2), customer(VISITORS)),
            late(Duration.ofDays(20), customer(1))));
  }

  private static Keyed late(Duration by, String customer) {
    Instant time = Instant.now().minus(by);
    return new Keyed(
        InTopic.BROWSING, customer, browse("late-" + by + CANARY + customer, time, customer));
  }

  private static String customer(int i) {
    return "c-" + CANARY + "-" + i;
  }

  private static Actor actor(String customer) {
    return new Actor(ActorKind.CUSTOMER, customer);
  }

  private static Keyed feed(String feed, Instant at, Instant through) {
    return new Keyed(InTopic.FEED_PROGRESS, feed, new FeedProgress("f-" + feed, at, feed, through));
  }

  private static BrowseEvent browse(String id, Instant time, String customer) {
    return new BrowseEvent(
        id, time, actor(customer), BrowseAction.VIEW, SKU, CANARY, null, null, null);
  }

  private static Purchase purchase(
      String order, String customer, int quantity, List<String> coupons) {
    return Purchase.newBuilder()
        .setEventId("e-" + order)
        .setEventTime(Instant.now())
        .setActor(actor(customer))
        .setOrderId(order)
        .setChannel(Channel.STORE)
        .setStoreId("st-1")
        .setLines(List.of(new PurchaseLine(SKU, quantity, 9_000L, null)))
        .setCouponIds(coupons)
        .build();
  }

  /** Three acts of research, a visit with two demonstrations, and out. */
  private static List<Keyed> visit(String customer) {
    List<Keyed> steps = new ArrayList<>();
    long exit = System.currentTimeMillis();
    for (int i = 0; i < 3; i++) {
      Instant time = Instant.ofEpochMilli(exit - 10 + i);
      steps.add(new Keyed(InTopic.BROWSING, customer, browse(customer + "-b" + i, time, customer)));
    }
    VisitAction[] actions = {
      VisitAction.ENTER, VisitAction.DEMO, VisitAction.DEMO, VisitAction.EXIT
    };
    for (int i = 0; i < actions.length; i++) {
      steps.add(
          new Keyed(
              InTopic.STORE_VISITS,
              customer,
              new VisitEvent(
                  customer + "-v" + i,
                  Instant.ofEpochMilli(exit - 3 + i),
                  actor(customer),
                  "st-1",
                  actions[i],
                  actions[i] == VisitAction.DEMO ? SKU : null,
                  90)));
    }
    return steps;
  }

  private static NewTopic stampedByTheBroker(NewTopic topic) {
    Map<String, String> configs = new HashMap<>();
    if (topic.configs() != null) {
      configs.putAll(topic.configs());
    }
    configs.put("message.timestamp.type", "LogAppendTime");
    return topic.configs(configs);
  }

  private static RunConfig config() throws IOException {
    Path rules =
        Files.writeString(
            directory.resolve("rules.yaml"),
            RuleFiles.shippedText()
                + """

                  - id: ERRS
                    trigger: visit.exit
                    level: customer
                    when: ["1 / (visit.inspections.count() - visit.inspections.count()) > 0"]
                """);
    CouponKeys.writeFresh(directory.resolve("keys"), 'A');
    Path secret = Files.writeString(directory.resolve("secret"), FlakyProvider.SECRET);
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path file =
        Files.writeString(
            directory.resolve("showroom.yaml"),
            """
            kafka: {bootstrap-servers: ["%s"], topic-prefix: t., consumer-group: t, partitions: 2, replication: 1}
            time: {lateness-bound: 500ms, idle-after: 1s, quiet-after: 500ms}
            job: {parallelism: 2, checkpoint-dir: %s, checkpoint-interval: 1s, rules-file: %s}
            coupons: {key-file: %s}
            metrics: {prometheus-port: %d}
            push: {url: "%s", secret-file: %s, first-backoff: 100ms}
            """
                .formatted(
                    broker.bootstrapServers(),
                    directory.resolve("state"),
                    rules,
                    directory.resolve("keys"),
                    port,
                    provider.url(),
                    secret));
    return RunConfig.load(file, Map.of());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
