package dev.showroom.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.showroom.config.RunConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What the resources for Kubernetes name is there, and has the form that Kubernetes asks for. */
class KubernetesFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path FILES = ROOT.resolve("docker/kubernetes");
  private static final Path BASE = FILES.resolve("base");

  /** Which of the client's schemas is that of which kind. */
  private static final Map<String, String> SCHEMAS =
      Map.of(
          "Job", "kubernetes_batch_v1_Job",
          "PodDisruptionBudget", "kubernetes_policy_v1_PodDisruptionBudget",
          "NetworkPolicy", "kubernetes_networking_v1_NetworkPolicy",
          "ConfigMap", "kubernetes_core_ConfigMap");

  /** Options of the operator, which no jar of the build has: as documented for its release 1.15. */
  private static final Set<String> OPERATORS =
      Set.of(
          "kubernetes.operator.job.upgrade.last-state-fallback.enabled",
          "kubernetes.operator.periodic.savepoint.interval",
          "kubernetes.operator.savepoint.history.max.count",
          "kubernetes.operator.savepoint.history.max.age",
          "kubernetes.operator.jm-deployment-recovery.enabled",
          "job.autoscaler.enabled",
          "job.autoscaler.metrics.window",
          "job.autoscaler.stabilization.interval",
          "job.autoscaler.scale-down.interval",
          "job.autoscaler.utilization.target",
          "job.autoscaler.restart.time",
          "job.autoscaler.vertex.min-parallelism",
          "job.autoscaler.vertex.max-parallelism");

  /** Options of Flink's S3 plugin, which is in the image and not in the build. */
  private static final Set<String> S3 = Set.of("s3.endpoint", "s3.path.style.access");

  private final List<JsonNode> base = new ArrayList<>();
  private final JsonNode detector;
  private final JsonNode topics;

  KubernetesFilesTest() throws IOException {
    for (String file : List.of("detector", "topics", "availability", "network")) {
      base.addAll(documents(Files.readString(BASE.resolve(file + ".yaml"))));
    }
    detector = only(base, "FlinkDeployment");
    topics = only(base, "Job");
  }

  @Test
  void everyResourceFitsItsSchema() throws IOException {
    assertThat(base).hasSize(5);
    for (JsonNode resource : base) {
      assertFits(resource);
    }
  }

  @Test
  void aMistypedFieldOrATextForANumberDoesNotFit() throws IOException {
    JsonNode mistyped = detector.deepCopy();
    ((ObjectNode) container(mistyped)).put("imagePulPolicy", "Always");
    assertThat(complaints(mistyped)).hasSize(1).first().asString().contains("imagePulPolicy");
    JsonNode text = topics.deepCopy();
    ((ObjectNode) text.get("spec")).put("backoffLimit", "4");
    assertThat(complaints(text)).hasSize(1).first().asString().contains("backoffLimit");
  }

  /** {@code -Dshowroom.crd=FILE}: the definition that an operator's release has. */
  @Test
  @EnabledIfSystemProperty(named = "showroom.crd", matches = ".+")
  void theDeploymentFitsTheOperatorsDefinition() throws IOException {
    JsonNode crd = documents(Files.readString(Path.of(System.getProperty("showroom.crd")))).get(0);
    JsonNode schema = crd.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
    assertThat(schema.isObject()).isTrue();
    assertThat(KubernetesSchemas.complaints(KubernetesSchemas.strict(schema), detector.get("spec")))
        .isEmpty();
  }

  @Test
  void versionsAndNamesAreThoseOfTheBuild() throws Exception {
    JsonNode spec = detector.get("spec");
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    String[] flink = found(pom, "<flink\\.version>(.+?)</").split("\\.");
    assertThat(spec.get("flinkVersion").asText()).isEqualTo("v" + flink[0] + "_" + flink[1]);
    JsonNode image = documents(Files.readString(BASE.resolve("kustomization.yaml"))).get(0);
    assertThat(image.at("/images/0/newTag").asText())
        .isEqualTo(found(pom, "<version>(.+?)(-SNAPSHOT)?</"));
    assertThat(image.at("/images/0/name").asText())
        .isEqualTo(spec.get("image").asText())
        .isEqualTo(topics.at("/spec/template/spec/containers/0/image").asText());
    String dockerfile = Files.readString(ROOT.resolve("docker/Dockerfile"));
    String jar = spec.at("/job/jarURI").asText().replaceFirst("^local://", "");
    assertThat(dockerfile).contains(" " + jar + "\n");
    List<String> command = words(topics.at("/spec/template/spec/containers/0/command"));
    assertThat(command.get(2)).startsWith(jar + ":");
    for (String name : List.of(spec.at("/job/entryClass").asText(), command.get(3))) {
      assertThat(Class.forName(name).getMethod("main", String[].class)).isNotNull();
    }
  }

  @Test
  void everyOptionIsFlinksOrTheOperatorsAndItsValueIsRead() throws IOException {
    Map<String, String> options = options(detector);
    for (String patch :
        List.of("overlays/production/detector.yaml", "components/autoscaler/detector.yaml")) {
      options.putAll(options(documents(Files.readString(FILES.resolve(patch))).get(0)));
    }
    for (JsonNode change :
        documents(Files.readString(FILES.resolve("overlays/dev/detector.yaml"))).get(0)) {
      String path = change.get("path").asText();
      if (path.startsWith("/spec/flinkConfiguration/")) {
        options.put(path.substring(path.lastIndexOf('/') + 1), change.get("value").asText());
      }
    }
    assertThat(options).containsKeys("job.autoscaler.enabled", "s3.endpoint");
    options.keySet().removeAll(OPERATORS);
    options.keySet().removeAll(S3);
    FlinkOptions.check(options);
  }

  @Test
  void noParallelismIsBeyondTheKeyGroups() throws IOException {
    int groups = Integer.parseInt(options(detector).get("pipeline.max-parallelism"));
    JsonNode scaled =
        documents(Files.readString(FILES.resolve("components/autoscaler/detector.yaml"))).get(0);
    for (String bound : List.of("min", "max")) {
      int parallelism =
          Integer.parseInt(options(scaled).get("job.autoscaler.vertex." + bound + "-parallelism"));
      assertThat(groups % parallelism).isZero();
    }
    JsonNode production =
        documents(Files.readString(FILES.resolve("overlays/production/detector.yaml"))).get(0);
    int parallelism = production.at("/spec/job/parallelism").asInt();
    assertThat(parallelism).isPositive().isLessThanOrEqualTo(groups);
    assertThat(config("overlays/production").kafka().partitions())
        .as("partitions are shared out evenly")
        .matches(partitions -> partitions % parallelism == 0);
  }

  @Test
  void aPodRunsAsTheImagesUserAndMayDoNoMore() throws IOException {
    String dockerfile = Files.readString(ROOT.resolve("docker/Dockerfile"));
    String[] user = found(dockerfile, "\\nUSER (\\d+:\\d+)\\s*$").split(":");
    for (JsonNode pod :
        List.of(detector.at("/spec/podTemplate/spec"), topics.at("/spec/template/spec"))) {
      JsonNode security = pod.get("securityContext");
      assertThat(security.get("runAsNonRoot").asBoolean()).isTrue();
      assertThat(security.get("runAsUser").asText()).isEqualTo(user[0]);
      assertThat(security.get("runAsGroup").asText()).isEqualTo(user[1]);
      assertThat(security.get("fsGroup").asText()).isEqualTo(user[1]);
      for (JsonNode container : pod.get("containers")) {
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
            .isFalse();
        assertThat(words(container.at("/securityContext/capabilities/drop")))
            .containsExactly("ALL");
      }
    }
  }

  @Test
  void whatIsMountedIsWhatTheConfigurationReads() throws IOException {
    for (JsonNode pod :
        List.of(detector.at("/spec/podTemplate/spec"), topics.at("/spec/template/spec"))) {
      Map<String, String> mounts = new TreeMap<>();
      for (JsonNode mount : pod.at("/containers/0/volumeMounts")) {
        mounts.put(mount.get("name").asText(), mount.get("mountPath").asText());
      }
      List<String> volumes = new ArrayList<>();
      for (JsonNode volume : pod.get("volumes")) {
        volumes.add(volume.get("name").asText());
        if (volume.has("secret")) {
          assertThat(volume.at("/secret/defaultMode").asInt() & 0007)
              .as("read by others, which the detector refuses of its keys")
              .isZero();
        }
      }
      assertThat(mounts).containsOnlyKeys(volumes);
      assertThat(mounts).containsValue("/etc/showroom/showroom.yaml");
      for (String overlay : List.of("base", "overlays/dev", "overlays/production")) {
        assertThat(Path.of(config(overlay).coupons().keys().file()).getParent())
            .hasToString(mounts.get("coupon-keys"));
      }
    }
    assertThat(words(detector.at("/spec/job/args")))
        .containsExactly("--config", "/etc/showroom/showroom.yaml");
    assertThat(words(topics.at("/spec/template/spec/containers/0/args")))
        .contains("--config", "/etc/showroom/showroom.yaml");
    assertThat(options(detector).get("state.backend.rocksdb.localdir"))
        .isEqualTo(container(detector).at("/volumeMounts/3/mountPath").asText());
  }

  @Test
  void kafkasCredentialsAreReadFromTheMountedSecret(@TempDir Path secret) throws IOException {
    String text = Files.readString(FILES.resolve("overlays/production/showroom.yaml"));
    Path file = secret.resolve("showroom.yaml");
    Files.writeString(file, text.replace("/etc/showroom/kafka", secret.toString()));
    Files.writeString(secret.resolve("sasl.jaas.config"), "from the secret");
    Map<String, Object> properties =
        new TreeMap<>(RunConfig.load(file, Map.of()).kafka().properties());
    properties.put("bootstrap.servers", "localhost:9092");
    properties.put("key.deserializer", ByteArrayDeserializer.class);
    properties.put("value.deserializer", ByteArrayDeserializer.class);
    assertThat(new ConsumerConfig(properties).getPassword("sasl.jaas.config").value())
        .isEqualTo("from the secret");
  }

  @Test
  void theOperatorMayStopItWithASavepointAndBringItBack() {
    Map<String, String> options = options(detector);
    assertThat(detector.at("/spec/job/upgradeMode").asText()).isEqualTo("savepoint");
    assertThat(detector.at("/spec/job/allowNonRestoredState").asBoolean(true)).isFalse();
    // The operator refuses the upgrade mode without both.
    assertThat(options)
        .containsKeys("execution.checkpointing.dir", "execution.checkpointing.savepoint-dir")
        .containsEntry("high-availability.type", "kubernetes")
        .containsKey("high-availability.storageDir");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production"})
  void anOverlayGivesWholeResources(String overlay) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "kubectl", "kustomize", FILES.resolve("overlays/" + overlay).toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "no kubectl here");
      return;
    }
    String rendered = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    List<JsonNode> resources = documents(rendered);
    assertThat(resources).hasSize(6).noneMatch(resource -> kind(resource).equals("Secret"));
    for (JsonNode resource : resources) {
      assertFits(resource);
    }
    JsonNode deployment = only(resources, "FlinkDeployment");
    String configuration = only(resources, "ConfigMap").at("/metadata/name").asText();
    assertThat(configuration).matches("showroom-config-.+");
    assertThat(deployment.at("/spec/podTemplate/spec/volumes/0/configMap/name").asText())
        .isEqualTo(configuration);
    assertThat(deployment.at("/spec/image").asText()).matches(".*showroom-detector:\\d.*");
    String checkpoints = config("overlays/" + overlay).job().checkpointUri().toString();
    Map<String, String> options = options(deployment);
    assertThat(options).containsEntry("execution.checkpointing.dir", checkpoints);
    String bucket = checkpoints.substring(0, checkpoints.indexOf('/', "s3://".length()) + 1);
    assertThat(options.get("high-availability.storageDir")).startsWith(bucket);
    assertThat(options.get("execution.checkpointing.savepoint-dir")).startsWith(bucket);
    for (String part : List.of("jobManager", "taskManager")) {
      assertThat(MemorySize.parse(deployment.at("/spec/" + part + "/resource/memory").asText()))
          .isGreaterThanOrEqualTo(MemorySize.parse("1g"));
    }
  }

  private static void assertFits(JsonNode resource) throws IOException {
    assertThat(complaints(resource)).as(kind(resource)).isEmpty();
  }

  private static List<String> complaints(JsonNode resource) throws IOException {
    if (!kind(resource).equals("FlinkDeployment")) {
      return KubernetesSchemas.complaints(SCHEMAS.get(kind(resource)), resource);
    }
    JsonNode schema =
        JSON.readTree(KubernetesFilesTest.class.getResource("/docker/flinkdeployment.json"));
    List<String> complaints = new ArrayList<>(KubernetesSchemas.complaints(schema, resource));
    complaints.addAll(
        KubernetesSchemas.complaints(
            "kubernetes_core_PodTemplateSpec", resource.at("/spec/podTemplate")));
    return complaints;
  }

  private static RunConfig config(String directory) {
    return RunConfig.load(FILES.resolve(directory).resolve("showroom.yaml"), Map.of());
  }

  private static JsonNode container(JsonNode deployment) {
    JsonNode container = deployment.at("/spec/podTemplate/spec/containers/0");
    assertThat(container.get("name").asText()).isEqualTo("flink-main-container");
    return container;
  }

  private static Map<String, String> options(JsonNode deployment) {
    Map<String, String> options = new TreeMap<>();
    deployment
        .at("/spec/flinkConfiguration")
        .properties()
        .forEach(option -> options.put(option.getKey(), option.getValue().asText()));
    return options;
  }

  private static JsonNode only(List<JsonNode> resources, String kind) {
    List<JsonNode> found = resources.stream().filter(one -> kind(one).equals(kind)).toList();
    assertThat(found).as(kind).hasSize(1);
    return found.get(0);
  }

  private static String kind(JsonNode resource) {
    return resource.get("kind").asText();
  }

  private static List<String> words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asText()));
    return words;
  }

  private static List<JsonNode> documents(String yaml) {
    List<JsonNode> documents = new ArrayList<>();
    new Yaml().loadAll(yaml).forEach(one -> documents.add(JSON.valueToTree(one)));
    return documents;
  }

  private static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }
}
