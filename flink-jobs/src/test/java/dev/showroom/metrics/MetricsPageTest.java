package dev.showroom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.live.PromQuery;
import dev.showroom.live.PrometheusSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class MetricsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final String END = "<!-- end -->";

  @Test
  void has_every_figure_as_the_list_says_it() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("-->\n", page.indexOf("<!-- figures:")) + 4;
    int to = page.indexOf(END, from);
    if (Boolean.getBoolean("showroom.docs.write")) {
      Files.writeString(PAGE, page.substring(0, from) + table() + page.substring(to));
      return;
    }
    assertThat(page.substring(from, to))
        .as("write it anew with -Dshowroom.docs.write=true")
        .isEqualTo(table());
  }

  @Test
  void names_every_figure_of_Flinks_that_dashboards_and_alert_rules_use() throws IOException {
    Set<String> own =
        Arrays.stream(Meter.values()).map(Meter::prometheusName).collect(Collectors.toSet());
    String page = Files.readString(PAGE);
    Set<String> unnamed = new TreeSet<>();
    for (PromQuery query : PromQuery.all()) {
      for (String name : query.names()) {
        // A name may be cut to what is behind the prefix of the one before it.
        boolean named =
            page.contains("`" + name + "`")
                || page.contains("`…" + name.substring(name.lastIndexOf('_')) + "`")
                || page.contains("`…_estimate_num_keys`") && name.endsWith("_estimate_num_keys")
                || page.contains("`…_Heap_Max`") && name.endsWith("_Heap_Max");
        if (!own.contains(name) && !named) {
          unnamed.add(name);
        }
      }
    }
    assertThat(unnamed).isEmpty();
  }

  @Test
  void tells_clusters_the_settings_that_run_has() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("```yaml", page.indexOf("<!-- cluster -->")) + 7;
    Map<String, Object> told = new Yaml().load(page.substring(from, page.indexOf("```", from)));
    Map<String, String> texts = new java.util.TreeMap<>();
    told.forEach((key, value) -> texts.put(key, value.toString()));
    assertThat(texts).isEqualTo(PrometheusSettings.of(9249));
  }

  @Test
  void no_two_figures_have_one_name_and_each_is_a_sentence() {
    assertThat(Meter.values()).extracting(Meter::prometheusName).doesNotHaveDuplicates();
    assertThat(Meter.values())
        .allSatisfy(
            meter -> {
              assertThat(meter.prometheusName()).matches("[a-zA-Z_][a-zA-Z0-9_]*");
              assertThat(meter.meaning()).endsWith(".").doesNotContain("\n");
              assertThat(meter.unit()).isNotBlank();
            });
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("| name in Prometheus | kind, unit | labels | of | meaning |\n");
    table.append("|---|---|---|---|---|\n");
    for (Meter meter : Meter.values()) {
      table
          .append("| `")
          .append(meter.prometheusName())
          .append("` | ")
          .append(meter.kind().name().toLowerCase(java.util.Locale.ROOT))
          .append(", ")
          .append(meter.unit())
          .append(" | ")
          .append(
              meter.labels().stream()
                  .map(label -> "`" + label + "`")
                  .collect(Collectors.joining(", ")))
          .append(" | ")
          .append(meter.operators())
          .append(" | ")
          .append(meter.meaning())
          .append(" |\n");
    }
    return table.toString();
  }
}
