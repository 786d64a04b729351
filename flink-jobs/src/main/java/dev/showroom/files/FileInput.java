package dev.showroom.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The files of one stream, those of each date together, the dates in order. */
final class FileInput implements TopicInput {
  private static final long serialVersionUID = 1L;

  private final ArrayList<ArrayList<FileRef>> dates = new ArrayList<>();

  FileInput(List<List<FileRef>> dates) {
    dates.forEach(files -> this.dates.add(new ArrayList<>(files)));
  }

  List<FileRef> all() {
    List<FileRef> all = new ArrayList<>();
    dates.forEach(all::addAll);
    return all;
  }

  @Override
  public RecordReader open(long newestPlausible) throws IOException {
    return dates.size() == 1 && dates.get(0).size() == 1
        ? dates.get(0).get(0).records()
        : new DatedFiles(List.copyOf(dates), newestPlausible);
  }
}
