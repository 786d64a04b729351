package dev.showroom.replay;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * Sorts the lines of a file of any size in bounded memory: pieces of it are sorted and put beside
 * it, and then merged.
 *
 * @param <K> what of a line decides its place; lines of the same place are ordered by their text
 */
final class LineSort<K> {
  private static final long PIECE_CHARS = 16L << 20;

  private record Line<K>(K key, String text) {}

  /** A sorted piece, and the first of its lines that has not been taken. */
  private static final class Piece<K> implements AutoCloseable {
    final BufferedReader reader;
    Line<K> first;

    Piece(BufferedReader reader) {
      this.reader = reader;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  private final Function<String, K> keyOf;
  private final Comparator<Line<K>> order;
  private final long pieceChars;

  LineSort(Function<String, K> keyOf, Comparator<K> order) {
    this(keyOf, order, PIECE_CHARS);
  }

  /**
   * @param pieceChars how many characters are held at a time, roughly
   */
  LineSort(Function<String, K> keyOf, Comparator<K> order, long pieceChars) {
    this.keyOf = keyOf;
    this.order =
        Comparator.comparing((Function<Line<K>, K>) Line::key, order).thenComparing(Line::text);
    this.pieceChars = pieceChars;
  }

  /**
   * Sorts the file in place.
   *
   * @return how many lines it has
   */
  long sort(Path file) throws IOException {
    List<Path> pieces = new ArrayList<>();
    try {
      long count = split(file, pieces);
      if (pieces.size() == 1) {
        Files.move(pieces.get(0), file, StandardCopyOption.REPLACE_EXISTING);
      } else if (pieces.size() > 1) {
        merge(pieces, file);
      }
      return count;
    } finally {
      for (Path piece : pieces) {
        Files.deleteIfExists(piece);
      }
    }
  }

  private long split(Path file, List<Path> pieces) throws IOException {
    long count = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      List<Line<K>> lines = new ArrayList<>();
      long chars = 0;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        lines.add(new Line<>(keyOf.apply(text), text));
        chars += text.length();
        count++;
        if (chars >= pieceChars) {
          pieces.add(write(lines, file, pieces.size()));
          lines.clear();
          chars = 0;
        }
      }
      if (!lines.isEmpty()) {
        pieces.add(write(lines, file, pieces.size()));
      }
    }
    return count;
  }

  private Path write(List<Line<K>> lines, Path file, int number) throws IOException {
    lines.sort(order);
    Path piece = file.resolveSibling(file.getFileName() + ".part" + number);
    try (BufferedWriter writer = Files.newBufferedWriter(piece)) {
      for (Line<K> line : lines) {
        put(line, writer);
      }
    }
    return piece;
  }

  private void merge(List<Path> files, Path into) throws IOException {
    PriorityQueue<Piece<K>> pieces =
        new PriorityQueue<>((one, other) -> order.compare(one.first, other.first));
    try (BufferedWriter writer = Files.newBufferedWriter(into)) {
      for (Path file : files) {
        advance(new Piece<>(Files.newBufferedReader(file)), pieces);
      }
      while (!pieces.isEmpty()) {
        Piece<K> piece = pieces.poll();
        put(piece.first, writer);
        advance(piece, pieces);
      }
    } finally {
      for (Piece<K> piece : pieces) {
        piece.close();
      }
    }
  }

  private void advance(Piece<K> piece, PriorityQueue<Piece<K>> pieces) throws IOException {
    String text = piece.reader.readLine();
    if (text == null) {
      piece.close();
    } else {
      piece.first = new Line<>(keyOf.apply(text), text);
      pieces.add(piece);
    }
  }

  private static void put(Line<?> line, BufferedWriter writer) throws IOException {
    writer.write(line.text());
    writer.write('\n');
  }
}
