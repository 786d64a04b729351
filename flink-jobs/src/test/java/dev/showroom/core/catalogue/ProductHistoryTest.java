package dev.showroom.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class ProductHistoryTest {

  @Test
  void aVersionIsInForceFromItsOwnTimeUntilTheNext() {
    ProductHistory history =
        ProductHistory.empty().with(version(200, "new", 2)).with(version(100, "old", 1));

    assertThat(history.asOf(99)).isNull();
    assertThat(history.asOf(100).family()).isEqualTo("old");
    assertThat(history.asOf(199).family()).isEqualTo("old");
    assertThat(history.asOf(200).family()).isEqualTo("new");
  }

  @Test
  void onlySoManyVersionsAreKeptAndTheNewestAreThem() {
    ProductHistory history = ProductHistory.empty();
    for (int i = 0; i <= ProductHistory.MOST_VERSIONS; i++) {
      history = history.with(version(i, "tv", i));
    }

    assertThat(history.asOf(0)).isNull();
    assertThat(history.asOf(1).priceMinor()).isEqualTo(1);
    assertThat(history.asOf(1_000).priceMinor()).isEqualTo(ProductHistory.MOST_VERSIONS);
  }

  @Test
  void skusMayShareAFamilyIfTheyEverHadOneInCommonAndStandForThemselvesBefore() {
    ProductHistory turned =
        ProductHistory.empty().with(version(100, "old", 1)).with(version(200, "new", 1));
    ProductHistory old = ProductHistory.empty().with(version(300, "old", 1));
    ProductHistory other = ProductHistory.empty().with(version(100, "other", 1));

    assertThat(ProductHistory.mayShareFamily("a", turned, "b", old)).isTrue();
    assertThat(ProductHistory.mayShareFamily("a", turned, "b", other)).isFalse();
    assertThat(ProductHistory.mayShareFamily("a", turned, "new", null)).isTrue();
    assertThat(ProductHistory.mayShareFamily("new", null, "a", turned)).isTrue();
    assertThat(ProductHistory.mayShareFamily("a", null, "b", null)).isFalse();
    assertThat(ProductHistory.mayShareFamily("a", null, "a", null)).isTrue();
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void theOrderInWhichVersionsComeDoesNotShow(@ForAll long seed) {
    Random random = new Random(seed);
    List<ProductVersion> versions = new ArrayList<>();
    int count = random.nextInt(ProductHistory.MOST_VERSIONS * 2);
    for (int i = 0; i < count; i++) {
      versions.add(version(random.nextInt(100), "f" + random.nextInt(2), random.nextInt(3)));
    }

    byte[] one = historyOf(versions).pack();
    Collections.shuffle(versions, random);
    assertThat(historyOf(versions).pack()).isEqualTo(one);
  }

  private static ProductHistory historyOf(List<ProductVersion> versions) {
    ProductHistory history = ProductHistory.empty();
    for (ProductVersion version : versions) {
      history = history.with(version);
    }
    return history;
  }

  private static ProductVersion version(long from, String family, long price) {
    return new ProductVersion("tv-1", from, family, "electronics", price, 0);
  }
}
