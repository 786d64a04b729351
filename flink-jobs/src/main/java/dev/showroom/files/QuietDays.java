package dev.showroom.files;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.TreeSet;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** Folders of days on which nothing happened, by which a reader knows that nothing is missing. */
public final class QuietDays {
  /** A file, because not every file system has empty folders. */
  static final String MARKER = "_no-records";

  private QuietDays() {}

  /**
   * Makes a folder for each day between a stream's first and last that has none. Dead letters are
   * not expected on any day.
   */
  public static void mark(Path archive) throws IOException {
    FileSystem files = archive.getFileSystem();
    if (!files.exists(archive)) {
      return; // Nothing was written, and not every file system has a folder of nothing.
    }
    for (FileStatus stream : files.listStatus(archive)) {
      String name = stream.getPath().getName();
      if (!stream.isDir() || name.startsWith(".") || name.equals(ArchivedStream.DEAD_LETTERS)) {
        continue;
      }
      TreeSet<LocalDate> dates = new TreeSet<>();
      Arrays.stream(files.listStatus(stream.getPath()))
          .map(folder -> folder.getPath().getName())
          .filter(date -> date.startsWith(InputFolder.DATE))
          .forEach(date -> dates.add(LocalDate.parse(date.substring(InputFolder.DATE.length()))));
      for (LocalDate quiet : Dates.missing(dates)) {
        Path folder = new Path(stream.getPath(), InputFolder.DATE + quiet);
        files.mkdirs(folder);
        files.create(new Path(folder, MARKER), WriteMode.NO_OVERWRITE).close();
      }
    }
  }
}
