package dev.showroom.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.showroom.live.PromQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Alert rules, dashboards and the runbook fit each other. */
class RunbookTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path GRAFANA = PromQuery.DOCKER.resolve("grafana");

  @Test
  void every_alert_rule_has_a_severity_a_sentence_and_its_place_in_the_runbook()
      throws IOException {
    List<String> headings = headings();
    List<String> alerts = new ArrayList<>();
    for (Map<String, Object> rule : PromQuery.alerts()) {
      String name = (String) rule.get("alert");
      Map<?, ?> annotations = (Map<?, ?>) rule.get("annotations");
      alerts.add(name);
      assertThat(((Map<?, ?>) rule.get("labels")).get("severity")).as(name).isIn("page", "ticket");
      assertThat(annotations.get("summary").toString()).as(name).endsWith(".");
      assertThat(annotations.get("runbook"))
          .as(name)
          .isEqualTo("docs/runbook.md#" + name.toLowerCase(java.util.Locale.ROOT));
    }
    assertThat(alerts).hasSizeGreaterThan(20).doesNotHaveDuplicates().isEqualTo(headings);
  }

  @Test
  void every_entry_says_what_it_means_how_to_see_it_and_what_to_do() throws IOException {
    for (String entry : Files.readString(runbook()).split("(?m)^## ")) {
      if (!entry.startsWith("# ")) {
        assertThat(entry).contains("- **See**: ").contains("- **Do**: ");
      }
    }
  }

  @Test
  void what_the_runbook_refers_to_is_there() throws IOException {
    List<String> anchors =
        headings().stream().map(name -> name.toLowerCase(java.util.Locale.ROOT)).toList();
    Pattern link = Pattern.compile("\\]\\(([^)#]*)#?([^)]*)\\)");
    link.matcher(Files.readString(runbook()))
        .results()
        .forEach(
            found -> {
              if (found.group(1).isEmpty()) {
                assertThat(anchors).contains(found.group(2));
              } else {
                assertThat(ROOT.resolve("docs").resolve(found.group(1))).isRegularFile();
              }
            });
  }

  /** No parser of Prometheus's is at hand in a build: brackets, at least, and nothing unknown. */
  @Test
  void every_question_has_its_brackets_in_pairs() throws IOException {
    for (PromQuery query : PromQuery.all()) {
      Deque<Character> open = new ArrayDeque<>();
      for (char c : query.text().replaceAll("\"[^\"]*\"", "").toCharArray()) {
        if ("({[".indexOf(c) >= 0) {
          open.push(")}]".charAt("({[".indexOf(c)));
        } else if (")}]".indexOf(c) >= 0) {
          assertThat(open.isEmpty() ? ' ' : open.pop()).as(query.where()).isEqualTo(c);
        }
      }
      assertThat(open).as(query.where()).isEmpty();
    }
  }

  @Test
  void dashboards_name_the_data_source_that_is_provisioned_and_no_panel_twice() throws IOException {
    Map<String, List<Map<String, Object>>> sources =
        new Yaml()
            .load(Files.readString(GRAFANA.resolve("provisioning/datasources/showroom.yaml")));
    Object uid = sources.get("datasources").get(0).get("uid");
    Set<String> boards = new HashSet<>();
    for (String name : List.of("operations", "coupons")) {
      JsonNode board =
          new ObjectMapper().readTree(GRAFANA.resolve("dashboards/" + name + ".json").toFile());
      assertThat(boards.add(board.get("uid").asText())).isTrue();
      Set<Integer> ids = new HashSet<>();
      for (JsonNode panel : board.get("panels")) {
        assertThat(ids.add(panel.get("id").asInt())).isTrue();
        if (!panel.get("type").asText().equals("row")) {
          assertThat(panel.at("/datasource/uid").asText()).isEqualTo(uid);
          assertThat(panel.get("targets")).isNotEmpty();
        }
      }
    }
  }

  private static Path runbook() {
    return ROOT.resolve("docs/runbook.md");
  }

  private static List<String> headings() throws IOException {
    return Files.readAllLines(runbook()).stream()
        .filter(line -> line.startsWith("## "))
        .map(line -> line.substring(3))
        .toList();
  }
}
