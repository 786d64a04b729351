package dev.showroom.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * A question that a dashboard or an alert rule asks Prometheus.
 *
 * @param where it stands, for people
 */
public record PromQuery(String where, String text) {
  public static final Path DOCKER = Path.of("..", "docker");

  private static final Pattern NAME = Pattern.compile("\\bflink_\\w+");
  private static final Pattern SELECTED = Pattern.compile("\\b(flink_\\w+)\\{([^}]*)}");
  private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");

  public static List<PromQuery> all() throws IOException {
    List<PromQuery> all = new ArrayList<>(ofAlerts());
    all.addAll(ofDashboards());
    return all;
  }

  public static List<Map<String, Object>> alerts() throws IOException {
    Map<String, List<Map<String, List<Map<String, Object>>>>> file =
        new Yaml().load(Files.readString(DOCKER.resolve("prometheus/alerts.yaml")));
    return file.get("groups").stream().flatMap(group -> group.get("rules").stream()).toList();
  }

  private static List<PromQuery> ofAlerts() throws IOException {
    return alerts().stream()
        .map(rule -> new PromQuery("alert " + rule.get("alert"), (String) rule.get("expr")))
        .toList();
  }

  private static List<PromQuery> ofDashboards() throws IOException {
    List<PromQuery> queries = new ArrayList<>();
    try (Stream<Path> files = Files.list(DOCKER.resolve("grafana/dashboards"))) {
      for (Path file : files.sorted().toList()) {
        for (JsonNode panel : new ObjectMapper().readTree(file.toFile()).get("panels")) {
          for (JsonNode target : panel.path("targets")) {
            queries.add(
                new PromQuery(
                    file.getFileName() + ", " + panel.get("title").asText(),
                    target.get("expr").asText()));
          }
        }
      }
    }
    return queries;
  }

  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    NAME.matcher(text).results().forEach(result -> names.add(result.group()));
    return names;
  }

  Set<String> groupedBy() {
    Set<String> labels = new TreeSet<>();
    GROUPED
        .matcher(text)
        .results()
        .forEach(result -> labels.addAll(Arrays.asList(result.group(1).split(",\\s*"))));
    return labels;
  }

  Map<String, Set<String>> selected() {
    Map<String, Set<String>> selected = new HashMap<>();
    Matcher matcher = SELECTED.matcher(text);
    while (matcher.find()) {
      Set<String> labels = selected.computeIfAbsent(matcher.group(1), name -> new TreeSet<>());
      LABEL.matcher(matcher.group(2)).results().forEach(label -> labels.add(label.group(1)));
    }
    return selected;
  }
}
