package dev.showroom.replay.spool;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of history on this machine's disk, as sorted runs.
 *
 * @param records in all of them
 * @param oldest event time, epoch milliseconds; {@link Long#MAX_VALUE} where none is known
 * @param newest event time; {@link Long#MIN_VALUE} where none is known
 */
public record Spool(ArrayList<String> runs, long records, long oldest, long newest)
    implements Serializable {
  public Spool(List<String> runs, long records, long oldest, long newest) {
    this(new ArrayList<>(runs), records, oldest, newest);
  }
}
