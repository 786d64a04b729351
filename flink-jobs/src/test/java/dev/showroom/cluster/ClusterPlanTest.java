package dev.showroom.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPlanTest {
  private static final ClusterWish ANY = new ClusterWish(null, null, null, 0, 0, Map.of());

  @TempDir Path root;
  private ClusterDirectory directory;

  @BeforeEach
  void make() {
    directory = new ClusterDirectory(root);
    directory.make();
  }

  @Test
  void a_cluster_is_two_taskmanagers_without_a_broker_on_ports_of_its_own() {
    ClusterPlan plan = ANY.plan(Optional.empty());
    assertThat(plan.taskManagers()).isEqualTo(2);
    assertThat(plan.slots()).isEqualTo(2);
    assertThat(plan.broker()).isFalse();
    assertThat(plan.webPort()).isPositive();
    assertThat(plan.zooKeeperPort()).isPositive();
  }

  @Test
  void what_is_not_asked_for_is_as_it_was_and_comes_back_from_the_directory() {
    Map<String, String> settings = Map.of("io.tmp.dirs", "C:\\a=b #c");
    ClusterPlan first = new ClusterWish(3, 1, true, 0, 0, settings).plan(Optional.empty());
    first.save(directory);
    ClusterPlan second =
        new ClusterWish(null, 4, null, 0, 0, Map.of()).plan(ClusterPlan.in(directory));
    assertThat(ClusterPlan.in(directory)).contains(first);
    assertThat(second)
        .isEqualTo(
            new ClusterPlan(
                first.id(),
                3,
                4,
                true,
                first.webPort(),
                first.kafkaPort(),
                first.zooKeeperPort(),
                settings));
  }

  @Test
  void only_a_wish_that_the_plan_is_not_is_another_cluster() {
    ClusterPlan plan = ANY.plan(Optional.empty());
    assertThat(ANY.isMetBy(plan)).isTrue();
    assertThat(new ClusterWish(2, 2, false, plan.webPort(), 0, Map.of()).isMetBy(plan)).isTrue();
    assertThat(new ClusterWish(3, null, null, 0, 0, Map.of()).isMetBy(plan)).isFalse();
    assertThat(new ClusterWish(null, null, true, 0, 0, Map.of()).isMetBy(plan)).isFalse();
    assertThat(new ClusterWish(null, null, null, 0, 0, Map.of("a", "b")).isMetBy(plan)).isFalse();
  }

  @Test
  void a_port_that_is_asked_for_and_taken_is_told_and_one_that_was_used_before_is_not_insisted_on()
      throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(
              () -> new ClusterWish(null, null, null, port, 0, Map.of()).plan(Optional.empty()))
          .isInstanceOf(CommandFailure.class)
          .hasMessageStartingWith("Port " + port + " of --web-port is taken by another process");
      ClusterPlan before = new ClusterPlan("id", 2, 2, false, port, 0, 0, Map.of());
      assertThat(ANY.plan(Optional.of(before)).webPort()).isNotEqualTo(port);
    }
  }

  @Test
  void flink_reads_its_file_as_it_was_meant_and_can_be_reached_from_this_machine_only() {
    ClusterPlan plan =
        new ClusterWish(
                2,
                2,
                false,
                0,
                0,
                Map.of("env.java.opts.all", "it's: #1", "taskmanager.numberOfTaskSlots", "7"))
            .plan(Optional.empty());
    FlinkFiles.write(directory, plan);
    Configuration flink = GlobalConfiguration.loadConfiguration(directory.conf().toString());
    assertThat(flink.get(RestOptions.BIND_ADDRESS)).isEqualTo("127.0.0.1");
    assertThat(flink.get(TaskManagerOptions.BIND_HOST)).isEqualTo("127.0.0.1");
    assertThat(flink.get(WebOptions.SUBMIT_ENABLE)).isFalse();
    assertThat(flink.get(WebOptions.CANCEL_ENABLE)).isFalse();
    assertThat(flink.get(HighAvailabilityOptions.HA_CLUSTER_ID)).isEqualTo(plan.id());
    assertThat(flink.toMap()).containsEntry("env.java.opts.all", "it's: #1");
    assertThat(flink.get(TaskManagerOptions.NUM_TASK_SLOTS)).as("the user's word").isEqualTo(7);
  }

  @Test
  void a_process_whose_number_another_one_has_now_is_not_the_members() throws IOException {
    ProcessHandle me = ProcessHandle.current();
    Running.note(directory, "jobmanager", me, 3);
    assertThat(Running.of(directory, "jobmanager")).contains(me);
    assertThat(Running.restarts(directory, "jobmanager")).isEqualTo("3");
    Files.writeString(directory.pidFile("jobmanager"), me.pid() + " 2001-01-01T00:00:00Z 3\n");
    assertThat(Running.of(directory, "jobmanager")).isEmpty();
    assertThat(directory.members()).containsExactly("jobmanager");
  }

  @Test
  void commands_on_a_directory_without_a_cluster_say_so() {
    LocalCluster cluster = new LocalCluster(root);
    assertThatThrownBy(() -> cluster.savepoint(false))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("No cluster runs in " + root + "; 'cluster start' starts one.");
    assertThat(cluster.stop()).isFalse();
    assertThat(cluster.status(line -> {})).isFalse();
  }

  @Test
  void flinks_class_path_has_no_class_that_must_come_from_the_jobs_jar() {
    assertThat(Member.flinkClassPath())
        .contains("flink-runtime-", "flink-shaded-zookeeper", "log4j-core")
        .doesNotContain("flink-connector-kafka", "showroom-schemas", "test-classes");
  }
}
