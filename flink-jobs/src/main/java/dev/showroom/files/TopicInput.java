package dev.showroom.files;

import java.io.IOException;
import java.io.Serializable;

/** Where the records of one stream are kept; travels to where they are read. */
public interface TopicInput extends Serializable {
  /**
   * The records from the first on. Each call reads the same records in the same order.
   *
   * @param newestPlausible records dated after this, epoch milliseconds, are given their place by
   *     their neighbours
   */
  RecordReader open(long newestPlausible) throws IOException;
}
