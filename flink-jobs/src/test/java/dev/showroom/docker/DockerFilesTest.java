package dev.showroom.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.showroom.cli.DetectorJob;
import dev.showroom.config.RunConfig;
import dev.showroom.traffic.Pace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.entrypoint.EntrypointClusterConfigurationParserFactory;
import org.apache.flink.runtime.entrypoint.parser.CommandLineParser;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the container files name exists in the build. */
class DockerFilesTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path DOCKER = ROOT.resolve("docker");
  private static final List<String> FLINK =
      List.of("jobmanager", "jobmanager-standby", "taskmanager");
  private static final String JAR = "/opt/flink/usrlib/showroom-job.jar";

  private final JsonNode services;
  private final JsonNode volumes;
  private final String dockerfile;

  DockerFilesTest() throws IOException {
    // Not by Jackson, which leaves YAML's aliases as they are.
    Object yaml = new Yaml().load(Files.readString(DOCKER.resolve("docker-compose.yaml")));
    JsonNode compose = new ObjectMapper().valueToTree(yaml);
    services = compose.get("services");
    volumes = compose.get("volumes");
    dockerfile = Files.readString(DOCKER.resolve("Dockerfile"));
    assertThat(compose.has("name")).as("a top-level name is not read by older tools").isFalse();
  }

  @Test
  void everyClassThatIsNamedIsThere() throws Exception {
    List<String> named = new ArrayList<>();
    for (JsonNode service : services) {
      Stream.concat(words(service, "entrypoint").stream(), words(service, "command").stream())
          .filter(word -> word.startsWith("dev.showroom."))
          .forEach(named::add);
    }
    assertThat(named).contains(DetectorJob.class.getName()).hasSize(6);
    for (String name : named) {
      assertThat(Class.forName(name).getMethod("main", String[].class)).isNotNull();
    }
  }

  @Test
  void theImageHasTheJarThatTheBuildMakes() throws IOException {
    String pom = Files.readString(ROOT.resolve("flink-jobs/pom.xml"));
    Matcher name = Pattern.compile("<finalName>(.+?)</finalName>").matcher(pom);
    assertThat(name.find()).isTrue();
    assertThat(dockerfile)
        .contains("/build/flink-jobs/target/" + name.group(1) + ".jar " + JAR + "\n");
    assertThat(Files.readString(ROOT.resolve("pom.xml")))
        .contains("<outputName>showroom-bom</outputName>");
    assertThat(dockerfile).contains("/build/target/showroom-bom.json /opt/flink/");
    for (String service : List.of("key", "topics", "traffic")) {
      assertThat(words(services.get(service), "entrypoint").get(2)).startsWith(JAR + ":");
    }
  }

  @Test
  void theImageIsBuiltFromWhatIsThereAndRunsAsFlink() {
    Matcher copied = Pattern.compile("(?m)^COPY (?!--)(.+) \\S+$").matcher(dockerfile);
    List<String> sources =
        copied.results().flatMap(result -> Stream.of(result.group(1).split(" "))).toList();
    assertThat(sources).isNotEmpty();
    sources.forEach(source -> assertThat(ROOT.resolve(source)).exists());
    assertThat(dockerfile.stripTrailing()).endsWith("\nUSER 9999:9999");
    services.forEach(
        service -> {
          if (service.has("build")) {
            Path context = DOCKER.resolve(service.at("/build/context").asText()).normalize();
            assertThat(context).isEqualTo(ROOT);
            assertThat(context.resolve(service.at("/build/dockerfile").asText())).isRegularFile();
          }
        });
  }

  @Test
  void versionsAreThoseOfTheBuild() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    assertThat(dockerfile)
        .contains("FROM flink:" + property(pom, "flink.version") + "-scala_2.12-java17\n")
        .contains("/flink-s3-fs-presto-" + property(pom, "flink.version") + ".jar ");
    assertThat(services.at("/kafka/image").asText())
        .isEqualTo("apache/kafka:" + property(pom, "kafka.version"));
  }

  @Test
  void theConfigurationIsOneAndFitsTheServices() {
    RunConfig config = RunConfig.load(DOCKER.resolve("showroom.yaml"), Map.of());
    String listeners = services.at("/kafka/environment/KAFKA_ADVERTISED_LISTENERS").asText();
    assertThat(config.kafka().bootstrapServers())
        .allSatisfy(server -> assertThat(listeners).contains("://" + server));
    assertThat(config.kafka().topicPrefix()).isEqualTo(RunConfig.defaults().kafka().topicPrefix());
    assertThat(config.kafka().replication()).isEqualTo(1);
    String checkpoints = config.job().checkpointUri().getPath();
    for (String flink : FLINK) {
      assertThat(mounts(flink)).contains("checkpoints:" + checkpoints.replaceFirst("/$", ""));
    }
    assertThat(dockerfile).contains("mkdir -p " + checkpoints.replaceFirst("/$", ""));
  }

  @Test
  void theKeyThatIsMadeIsTheOneThatIsReadWhereverItIsNeeded() {
    String file = RunConfig.load(DOCKER.resolve("showroom.yaml"), Map.of()).coupons().keys().file();
    String directory = file.substring(0, file.lastIndexOf('/'));
    assertThat(words(services.get("key"), "command"))
        .containsExactly("coupon", "key", "--output", file, "--keep");
    assertThat(mounts("key")).containsExactly("keys:" + directory);
    for (String reader : List.of("topics", "jobmanager", "jobmanager-standby", "taskmanager")) {
      assertThat(mounts(reader)).contains("keys:" + directory + ":ro");
    }
    assertThat(services.at("/topics/depends_on/key/condition").asText())
        .isEqualTo("service_completed_successfully");
    assertThat(dockerfile).contains("mkdir -p ").contains(" " + directory + " ");
  }

  @Test
  void theTimeSettingsSuitThePaceOfTheTraffic() {
    List<String> command = words(services.get("traffic"), "command");
    Pace pace = new Pace(Integer.parseInt(command.get(command.indexOf("--day-seconds") + 1)));
    RunConfig.Time time = RunConfig.load(DOCKER.resolve("showroom.yaml"), Map.of()).time();
    assertThat(time.latenessBound()).isEqualTo(pace.latenessBound());
    assertThat(time.idleAfter()).isEqualTo(pace.idleAfter());
  }

  @Test
  void everyMountAndDependencyIsThere() {
    services
        .fieldNames()
        .forEachRemaining(
            service -> {
              for (String mount : mounts(service)) {
                String source = mount.substring(0, mount.indexOf(':'));
                if (source.startsWith(".")) {
                  assertThat(DOCKER.resolve(source)).exists();
                } else {
                  assertThat(volumes.has(source)).as(mount).isTrue();
                }
              }
              JsonNode needed = services.at("/" + service + "/depends_on");
              names(needed).forEach(name -> assertThat(services.has(name)).as(name).isTrue());
            });
    for (String reader : List.of("topics", "traffic", "jobmanager")) {
      String config = mounts(reader).get(0).split(":")[1];
      assertThat(words(services.get(reader), "command")).contains("--config", config);
    }
  }

  @Test
  void flinksOwnParserLeavesTheJobsArgumentsAlone() throws Exception {
    List<String> command = words(services.get("jobmanager"), "command");
    assertThat(command).startsWith("standalone-job", "--job-classname");
    List<String> given = new ArrayList<>(List.of("--configDir", "/opt/flink/conf"));
    given.addAll(command.subList(3, command.size()));
    assertThat(
            new CommandLineParser<>(new EntrypointClusterConfigurationParserFactory())
                .parse(given.toArray(String[]::new))
                .getArgs())
        .containsExactly("--config", "/etc/showroom/showroom.yaml");
  }

  @Test
  void everyFlinkPropertyIsOne() {
    for (String flink : FLINK) {
      FlinkOptions.check(properties(flink));
    }
  }

  @Test
  void aJobManagerThatIsGoneIsReplacedByOneThatKnowsTheSame() {
    JsonNode standby = services.get("jobmanager-standby");
    for (String same : List.of("image", "command", "environment", "volumes", "restart")) {
      assertThat(standby.get(same)).as(same).isEqualTo(services.at("/jobmanager/" + same));
    }
    for (String flink : FLINK) {
      Map<String, String> properties = properties(flink);
      assertThat(properties).isEqualTo(properties("jobmanager"));
      assertThat(properties)
          .containsEntry("high-availability.type", "zookeeper")
          .as("the leader's address is in ZooKeeper")
          .doesNotContainKey("jobmanager.rpc.address");
      String[] quorum = properties.get("high-availability.zookeeper.quorum").split(":");
      assertThat(services.has(quorum[0])).isTrue();
      assertThat(services.get(flink).at("/depends_on/" + quorum[0] + "/condition").asText())
          .isEqualTo("service_healthy");
      String shared = URI.create(properties.get("high-availability.storageDir")).getPath();
      assertThat(mounts(flink)).contains("ha:" + shared);
      assertThat(dockerfile).contains(" " + shared + " ");
    }
  }

  /** Where the result is forgotten, whoever leads next takes the job for one that is to begin. */
  @Test
  void aJobThatWasStoppedDoesNotBeginAnew() {
    for (String flink : List.of("jobmanager", "jobmanager-standby")) {
      assertThat(properties(flink)).containsEntry("job-result-store.delete-on-commit", "false");
      assertThat(services.get(flink).get("restart").asText()).isEqualTo("on-failure");
    }
  }

  @Test
  void theJobHasRoomWhenOneTaskManagerIsGone() {
    Map<String, String> properties = properties("taskmanager");
    int replicas = services.at("/taskmanager/deploy/replicas").asInt();
    int slots = Integer.parseInt(properties.get("taskmanager.numberOfTaskSlots"));
    assertThat((replicas - 1) * slots)
        .isGreaterThanOrEqualTo(Integer.parseInt(properties.get("parallelism.default")));
  }

  @Test
  void whatStaysUpIsCheckedLimitedAndStartedAgain() {
    Set<String> thatEnd = Set.of("key", "schemas", "topics", "traffic");
    services
        .properties()
        .forEach(
            service -> {
              if (thatEnd.contains(service.getKey())) {
                return;
              }
              JsonNode value = service.getValue();
              assertThat(value.at("/restart").asText()).as(service.getKey()).isNotEmpty();
              assertThat(value.at("/healthcheck/test").size())
                  .as(service.getKey())
                  .isGreaterThan(1);
              assertThat(value.at("/deploy/resources/limits/memory").asText())
                  .as(service.getKey())
                  .isNotEmpty();
            });
    for (String flink : FLINK) {
      String process =
          properties(flink).get(flink.replaceFirst("-standby", "") + ".memory.process.size");
      MemorySize limit =
          MemorySize.parse(services.at("/" + flink + "/deploy/resources/limits/memory").asText());
      assertThat(limit).isGreaterThan(MemorySize.parse(process));
    }
  }

  /** No package of Maven Central has Compose's schema; these are the fields that are in use. */
  @Test
  void noServiceHasAMistypedField() {
    Set<String> known =
        Set.of(
            "build",
            "cap_drop",
            "command",
            "depends_on",
            "deploy",
            "entrypoint",
            "environment",
            "healthcheck",
            "image",
            "logging",
            "ports",
            "restart",
            "security_opt",
            "volumes");
    services.forEach(service -> assertThat(known).containsAll(names(service)));
  }

  @Test
  void portsAreOpenOnThisMachineOnly() {
    List<String> ports = new ArrayList<>();
    services.forEach(service -> ports.addAll(words(service, "ports")));
    assertThat(ports).isNotEmpty().allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
    assertThat(ports.stream().map(port -> port.split(":")[1])).doesNotHaveDuplicates();
  }

  @Test
  void everyImageIsOfOneVersion() {
    List<String> images = new ArrayList<>();
    Pattern.compile("(?m)^FROM (\\S+)")
        .matcher(dockerfile)
        .results()
        .forEach(result -> images.add(result.group(1)));
    services.forEach(
        service -> {
          if (!service.has("build")) {
            images.add(service.get("image").asText());
          }
        });
    assertThat(images)
        .hasSizeGreaterThan(6)
        .allSatisfy(image -> assertThat(image).matches("[a-z/-]+:v?\\d+\\.\\d+\\.\\d+(-.+)?"));
  }

  @Test
  void theHealthOfATaskManagerIsAskedWhereItsFiguresAre() {
    String port = properties("taskmanager").get("metrics.reporter.prom.port");
    assertThat(words(services.at("/taskmanager/healthcheck"), "test"))
        .contains("http://localhost:" + port + "/metrics");
  }

  @Test
  void prometheusReadsTheMountedConfiguration() {
    String option =
        words(services.get("prometheus"), "command").stream()
            .filter(word -> word.startsWith("--config.file="))
            .findFirst()
            .orElseThrow();
    String file = option.substring(option.indexOf('=') + 1);
    assertThat(mounts("prometheus"))
        .contains("./prometheus:" + file.substring(0, file.lastIndexOf('/')) + ":ro");
  }

  @Test
  void theBrokerAllowsTheTransactionsThatTheJobAsksFor() {
    RunConfig config = RunConfig.load(DOCKER.resolve("showroom.yaml"), Map.of());
    assertThat(services.at("/kafka/environment/KAFKA_TRANSACTION_MAX_TIMEOUT_MS").asLong())
        .isGreaterThanOrEqualTo(config.kafka().transactionTimeout().toMillis());
  }

  /**
   * As the image's entry point reads them: a line is a key, a colon and a value, without blanks.
   */
  private Map<String, String> properties(String service) {
    Map<String, String> properties = new TreeMap<>();
    services
        .at("/" + service + "/environment/FLINK_PROPERTIES")
        .asText()
        .lines()
        .map(line -> line.replaceAll("\\s", ""))
        .filter(line -> !line.isEmpty())
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              properties.put(line.substring(0, colon), line.substring(colon + 1));
            });
    return properties;
  }

  private List<String> mounts(String service) {
    return words(services.get(service), "volumes");
  }

  private static List<String> words(JsonNode service, String field) {
    return StreamSupport.stream(service.withArrayProperty(field).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static List<String> names(JsonNode listOrMap) {
    List<String> names = new ArrayList<>();
    if (listOrMap.isArray()) {
      listOrMap.forEach(name -> names.add(name.asText()));
    } else {
      listOrMap.fieldNames().forEachRemaining(names::add);
    }
    return names;
  }

  private static String property(String pom, String name) {
    Matcher value = Pattern.compile("<" + Pattern.quote(name) + ">(.+?)</").matcher(pom);
    assertThat(value.find()).as(name).isTrue();
    return value.group(1);
  }
}
