package dev.showroom.core.journey;

import dev.showroom.core.alert.Suspicion;
import java.util.function.Consumer;

/** A way in which a sale leaves. Pure: what it finds depends on the knowledge and nothing else. */
interface Pattern {
  /**
   * Finds everything that is suspicious in what is known; the same thing found at a later moment
   * has the same alert id.
   */
  void find(Knowledge knowledge, Consumer<Suspicion> found);
}
