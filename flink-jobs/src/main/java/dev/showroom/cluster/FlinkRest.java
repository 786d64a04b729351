package dev.showroom.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the JobManager tells of itself; nothing while it does not answer, or is a stranger. */
final class FlinkRest {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final ClusterPlan plan;

  FlinkRest(ClusterPlan plan) {
    this.plan = plan;
  }

  /**
   * @param state Flink's word for it, such as RUNNING
   */
  record Job(String id, String name, String state) {
    /** Whether it is no longer anything's concern. */
    boolean isOver() {
      return List.of("FINISHED", "CANCELED", "FAILED").contains(state);
    }
  }

  /** How many TaskManagers have registered. */
  Optional<Integer> taskManagers() {
    return isOurs()
        ? get("/overview").map(overview -> overview.path("taskmanagers").asInt())
        : Optional.empty();
  }

  /** The jobs that are not over. */
  Optional<List<Job>> jobs() {
    return get("/jobs/overview")
        .map(
            answer -> {
              List<Job> jobs = new ArrayList<>();
              for (JsonNode job : answer.path("jobs")) {
                jobs.add(
                    new Job(
                        job.path("jid").asText(),
                        job.path("name").asText(),
                        job.path("state").asText()));
              }
              jobs.removeIf(Job::isOver);
              return jobs;
            });
  }

  /** The number of the newest complete checkpoint, and how often the job was restored. */
  Optional<String> checkpoints(String job) {
    return get("/jobs/" + job + "/checkpoints")
        .map(
            answer -> {
              JsonNode newest = answer.path("latest").path("completed");
              return newest.isObject()
                  ? "checkpoint " + newest.path("id").asLong()
                  : "no checkpoint yet";
            });
  }

  private boolean isOurs() {
    return get("/jobmanager/config")
        .map(
            settings -> {
              for (JsonNode setting : settings) {
                if (setting.path("key").asText().equals("high-availability.cluster-id")) {
                  return setting.path("value").asText().equals(plan.id());
                }
              }
              return false;
            })
        .orElse(false);
  }

  private Optional<JsonNode> get(String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(plan.webAddress() + path))
                  .timeout(PATIENCE)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Optional.of(JSON.readTree(answer.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
