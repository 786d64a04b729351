package dev.showroom.files;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.schemas.codec.InTopic;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Finds the streams' files in a directory: one file for each stream, or a folder for each with a
 * folder for each date.
 */
public final class InputFolder {
  static final String DATE = "dt=";
  private static final LocalDate UNDATED = LocalDate.MIN;

  private final java.nio.file.Path asked;
  private final Path root;
  private final DateRange range;
  private final Predicate<InTopic> fromBeginning;
  private final Inspection inspection = new Inspection();

  private InputFolder(java.nio.file.Path asked, DateRange range, Predicate<InTopic> fromBeginning) {
    this.asked = asked;
    this.root = Location.of(asked);
    this.range = range;
    this.fromBeginning = fromBeginning;
  }

  /**
   * The streams of a directory, as far as they can matter between two event times (epoch
   * milliseconds, inclusive). Looks into each file.
   *
   * @throws CommandFailure one sentence, where something cannot be read or nothing is left to read
   */
  public static StreamInputs open(java.nio.file.Path directory, long from, long until) {
    return open(directory, from, until, topic -> false);
  }

  /**
   * Likewise.
   *
   * @param fromBeginning streams of which what happened before {@code from} matters, too
   */
  public static StreamInputs open(
      java.nio.file.Path directory, long from, long until, Predicate<InTopic> fromBeginning) {
    try {
      Location.reach(directory);
      return new InputFolder(directory, DateRange.of(from, until), fromBeginning).open();
    } catch (IOException e) {
      throw new CommandFailure("The input cannot be read: " + Causes.of(e) + ".", e);
    }
  }

  private StreamInputs open() throws IOException {
    FileSystem files = root.getFileSystem();
    if (!files.exists(root) || !files.getFileStatus(root).isDir()) {
      throw new CommandFailure("The input directory " + asked + " does not exist.");
    }
    Map<String, FileStatus> entries =
        Arrays.stream(list(files, root))
            .collect(Collectors.toMap(entry -> entry.getPath().getName(), entry -> entry));
    EnumMap<InTopic, TopicInput> inputs = new EnumMap<>(InTopic.class);
    Dates dates = new Dates(range);
    for (InTopic topic : InTopic.values()) {
      NavigableMap<LocalDate, List<FileRef>> found = filesOf(topic, entries, files);
      dates.add(topic, found.keySet().stream().filter(date -> date != UNDATED).toList());
      DateRange matters = fromBeginning.test(topic) ? range.fromBeginning() : range;
      found.keySet().removeIf(date -> date != UNDATED && !matters.canMatter(date));
      List<List<FileRef>> looked = new ArrayList<>();
      for (List<FileRef> sameDate : found.values()) {
        List<FileRef> known = new ArrayList<>();
        for (FileRef file : sameDate) {
          known.add(inspection.look(topic, file));
        }
        if (!known.isEmpty()) {
          looked.add(known);
        }
      }
      if (!looked.isEmpty()) {
        inputs.put(topic, new FileInput(looked));
      }
    }
    if (inputs.isEmpty()) {
      throw new CommandFailure(
          dates.nothingLeft()
              ? "There is no record in the range asked for: the folders of "
                  + asked
                  + " are of "
                  + dates.span()
                  + "."
              : "The input directory "
                  + asked
                  + " holds none of the streams' files, such as "
                  + InTopic.PURCHASES.file()
                  + ".");
    }
    return new StreamInputs(inputs, inspection.writers(), dates.laterLeftOut(), dates.holes());
  }

  private NavigableMap<LocalDate, List<FileRef>> filesOf(
      InTopic topic, Map<String, FileStatus> entries, FileSystem files) throws IOException {
    List<String> there = new ArrayList<>();
    for (FileFormat format : FileFormat.values()) {
      for (String ending : format.endings()) {
        there.add(topic.topic() + ending);
      }
    }
    there.add(topic.topic());
    there.removeIf(name -> !entries.containsKey(name));
    if (there.size() > 1) {
      throw new CommandFailure(
          "Both "
              + asked.resolve(there.get(0))
              + " and "
              + asked.resolve(there.get(1))
              + " exist; take one of them away.");
    }
    NavigableMap<LocalDate, List<FileRef>> found = new TreeMap<>();
    for (String name : there) {
      if (entries.get(name).isDir()) {
        folder(entries.get(name), files, found);
      } else {
        found.put(UNDATED, List.of(file(entries.get(name), name)));
      }
    }
    return found;
  }

  private void folder(
      FileStatus folder, FileSystem files, NavigableMap<LocalDate, List<FileRef>> found)
      throws IOException {
    String topic = folder.getPath().getName();
    for (FileStatus entry : list(files, folder.getPath())) {
      String name = entry.getPath().getName();
      LocalDate date = entry.isDir() && name.startsWith(DATE) ? date(topic, name) : UNDATED;
      collect(
          entry, topic + "/" + name, files, found.computeIfAbsent(date, d -> new ArrayList<>()));
    }
    if (found.containsKey(UNDATED) && found.size() > 1) {
      throw new CommandFailure(
          "The folder "
              + asked.resolve(topic)
              + " holds dated folders and other files, such as "
              + found.get(UNDATED).get(0).name()
              + "; take these away, for there is no telling when they are from.");
    }
  }

  private LocalDate date(String topic, String name) {
    try {
      return LocalDate.parse(name.substring(DATE.length()));
    } catch (java.time.DateTimeException e) {
      throw new CommandFailure(
          "The folder "
              + asked.resolve(topic).resolve(name)
              + " is not named after a date, such as dt=2026-01-31.");
    }
  }

  private void collect(FileStatus entry, String name, FileSystem files, List<FileRef> into)
      throws IOException {
    if (!entry.isDir()) {
      into.add(file(entry, name));
      return;
    }
    for (FileStatus inner : list(files, entry.getPath())) {
      collect(inner, name + "/" + inner.getPath().getName(), files, into);
    }
  }

  private FileRef file(FileStatus entry, String name) {
    FileFormat format =
        FileFormat.of(name)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "The file "
                            + asked.resolve(name)
                            + " is of no kind that is read here ("
                            + FileFormat.known()
                            + ")."));
    return new FileRef(entry.getPath().toString(), name, format, RecordReader.UNKNOWN);
  }

  /** What is there by name, without what is hidden, unfinished or a marker of the writer's. */
  private static FileStatus[] list(FileSystem files, Path folder) throws IOException {
    FileStatus[] entries = files.listStatus(folder);
    if (entries == null) {
      throw new IOException(folder + " cannot be listed");
    }
    return Arrays.stream(entries)
        .filter(entry -> !entry.getPath().getName().matches("[._].*"))
        .sorted(Comparator.comparing(entry -> entry.getPath().getName()))
        .toArray(FileStatus[]::new);
  }
}
