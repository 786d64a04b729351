package dev.showroom.stream;

import dev.showroom.metrics.Count;
import dev.showroom.metrics.Counts;
import dev.showroom.metrics.Meter;
import dev.showroom.metrics.Meters;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** What is written for the keys of each key group of this subtask. */
final class KeyGroupCounts {
  private final Counts counts;
  private final Count[] known;

  KeyGroupCounts(TaskInfo task, Meters meters) {
    known = new Count[task.getMaxNumberOfParallelSubtasks()];
    counts = meters.counts(Meter.KEY_GROUP_FACTS);
  }

  void add(String key) {
    int group = KeyGroupRangeAssignment.assignToKeyGroup(key, known.length);
    Count count = known[group];
    if (count == null) {
      count = counts.of(Integer.toString(group));
      known[group] = count;
    }
    count.add();
  }
}
