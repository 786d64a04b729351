package dev.showroom.archive;

import dev.showroom.files.FileForm;
import java.io.Serializable;
import java.util.List;

/**
 * What to archive, and as what.
 *
 * @param streams names without prefix
 * @param from event time from which on records are taken, epoch milliseconds
 * @param until event time up to which records are taken (inclusive)
 */
public record ArchiveOrder(FileForm form, List<String> streams, long from, long until)
    implements Serializable {
  boolean takes(long time) {
    return time >= from && time <= until;
  }
}
