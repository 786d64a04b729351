package dev.showroom.config;

import dev.showroom.config.Option.Shape;
import java.util.List;
import java.util.Map;

/** {@code docs/configuration.md}, made from the table of options. */
final class ConfigurationPage {
  private ConfigurationPage() {}

  static String text() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Configuration of `run`

        <!-- Made from dev.showroom.config.Options; to write it anew:
             mvn -pl schemas,flink-jobs test -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dshowroom.docs.write=true -->

        `./showroom run --config showroom.yaml` reads one YAML file. Every option has a default; only a key to sign coupons
        with has to be made first, or coupons left out (`coupons`). All errors are told at once, with line and column.

        ```yaml
        kafka:
          bootstrap-servers: [kafka-1:9092, kafka-2:9092]
          properties:
            security.protocol: SASL_SSL
        time:
          lateness-bound-by-stream:
            purchases: 30s
        job:
          checkpoint-dir: s3://showroom/checkpoints
        coupons:
          key-file: /etc/showroom/coupon.keys
        ```

        - A section may also be written with dots: `kafka.topic-prefix: shop.` is the same as `topic-prefix` under `kafka`.
        - A duration is a whole number and a unit: `500ms`, `5s`, `10m`, `2h`, `14d`.
        - An environment variable that is set and not empty has the last word. Elements of a list are separated by commas.
          A map takes one variable for each key: `SHOWROOM_KAFKA_PROPERTIES_SASL_JAAS_CONFIG` sets `sasl.jaas.config`,
          `SHOWROOM_TIME_LATENESS_BOUND_BY_STREAM_STORE_VISITS` the bound of `store-visits`.
        - A variable that begins with `SHOWROOM_` and is no option is an error; those that Kubernetes sets for services are
          left alone.
        - Secrets are best in files of their own, or in the environment: [security.md](security.md).
        - The value of a Kafka property that may be a secret, by its name, is never printed by the detector.
        """);
    for (Map.Entry<String, String> section : Options.SECTIONS.entrySet()) {
      page.append("\n## ").append(section.getKey()).append("\n\n");
      page.append(section.getValue()).append("\n\n");
      page.append("| option | what it is | default | meaning |\n|---|---|---|---|\n");
      for (Option<?, ?> option : in(section.getKey())) {
        page.append("| `").append(option.name()).append("`<br>`");
        page.append(option.environmentVariable()).append(option.shape() == Shape.MAP ? "_…" : "");
        page.append("` | ").append(option.type()).append(" | ");
        page.append(option.defaultText().isEmpty() ? "none" : "`" + option.defaultText() + "`");
        page.append(" | ").append(option.doc()).append(" |\n");
      }
    }
    page.append("\n## Between options\n\n");
    OptionRules.ALL.forEach(rule -> page.append("- ").append(rule.doc()).append('\n'));
    return page.toString();
  }

  private static List<Option<?, ?>> in(String section) {
    return Options.ALL.stream().filter(option -> option.name().startsWith(section + ".")).toList();
  }
}
