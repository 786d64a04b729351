package dev.showroom.backtest;

import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.files.StreamInputs;
import dev.showroom.replay.ReplayFiles;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.replay.ReplayedLines;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.codec.InTopic;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The category of what an alert is about, by the newest record of the product. */
final class Categories {
  private final Map<String, String> bySku = new HashMap<>();
  private final Map<String, String> byFamily = new HashMap<>();

  private Categories() {}

  static Categories in(Path input, ReplaySpan span) {
    Categories categories = new Categories();
    StreamInputs inputs = ReplayFiles.in(input, span);
    if (inputs.has(InTopic.PRODUCTS)) {
      ReplayedLines.read(
          inputs.only(InTopic.PRODUCTS),
          span,
          arrival -> {
            if (arrival.announcement() instanceof ProductVersion product) {
              categories.bySku.put(product.sku(), product.category());
              categories.byFamily.put(product.family(), product.category());
            }
          });
    }
    return categories;
  }

  /** Null where it is unknown, or about no product. */
  String of(Alert alert) {
    String category = alert.getSku() == null ? null : bySku.get(alert.getSku());
    return category != null || alert.getFamily() == null
        ? category
        : byFamily.get(alert.getFamily());
  }
}
