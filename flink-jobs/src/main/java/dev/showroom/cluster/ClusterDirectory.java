package dev.showroom.cluster;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one directory that holds all of a cluster.
 *
 * <ul>
 *   <li>{@code conf}: what the processes are started with
 *   <li>{@code logs}: a log of each, and what it wrote to its standard streams
 *   <li>{@code run}: a file for each that runs, its process in it
 *   <li>{@code state}: what outlives them: ZooKeeper's, Flink's for high availability, Kafka's
 *   <li>{@code savepoints}
 *   <li>{@code tmp}: emptied at each start
 * </ul>
 */
record ClusterDirectory(Path root) {
  ClusterDirectory {
    root = root.toAbsolutePath().normalize();
  }

  Path conf() {
    return root.resolve("conf");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path run() {
    return root.resolve("run");
  }

  Path state() {
    return root.resolve("state");
  }

  Path savepoints() {
    return root.resolve("savepoints");
  }

  Path tmp() {
    return root.resolve("tmp");
  }

  /** The configuration of the job that is made for who has none. */
  Path jobConfig() {
    return root.resolve("showroom.yaml");
  }

  Path log(String member) {
    return logs().resolve(member + ".log");
  }

  /** What a process wrote past its log, such as why its JVM did not start. */
  Path out(String member) {
    return logs().resolve(member + ".out");
  }

  Path pidFile(String member) {
    return run().resolve(member + ".pid");
  }

  private Path stoppedWith() {
    return state().resolve("stopped-with");
  }

  /** Where the job stands that was stopped with a savepoint and has not been submitted again. */
  Optional<String> savepointToGoOnFrom() {
    return read(stoppedWith()).map(String::strip);
  }

  void keepSavepointToGoOnFrom(String savepoint) {
    write(stoppedWith(), savepoint + "\n");
  }

  void forgetSavepointToGoOnFrom() {
    try {
      Files.deleteIfExists(stoppedWith());
    } catch (IOException e) {
      throw failure(stoppedWith(), e);
    }
  }

  void make() {
    for (Path directory : List.of(conf(), logs(), run(), state(), savepoints(), tmp())) {
      try {
        Files.createDirectories(directory);
      } catch (IOException e) {
        throw failure(directory, e);
      }
    }
  }

  /** Nothing where there is no such file. */
  static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** The names of the processes that have been started and not been ended in order. */
  List<String> members() {
    if (!Files.isDirectory(run())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(run())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".pid"))
          .map(name -> name.substring(0, name.length() - 4))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw failure(run(), e);
    }
  }

  private static CommandFailure failure(Path path, IOException e) {
    return new CommandFailure(
        "The cluster's " + path + " cannot be used: " + Causes.of(e) + ".", e);
  }
}
