package dev.showroom.live;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Keeps a second job away from a checkpoint directory: both would go on from the same checkpoint,
 * and the second would abort the first one's transactions. The lock is the operating system's, on a
 * file in the directory, so that a process that dies in whatever way leaves none behind; of
 * directories on a remote file system nothing is locked.
 */
public final class CheckpointLock implements AutoCloseable {
  private static final String FILE = "run.lock";

  /** Null where nothing is locked. */
  private final FileChannel channel;

  private CheckpointLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock and makes the directory where it is missing.
   *
   * @param warn is told where the disk knows no locks
   * @throws CommandFailure where another job has it, or the directory cannot be written
   */
  public static CheckpointLock take(RunConfig.Job job, Consumer<String> warn) {
    URI uri = job.checkpointUri();
    if (!"file".equalsIgnoreCase(uri.getScheme()) || uri.getPath() == null) {
      return new CheckpointLock(null);
    }
    Path directory = Path.of(uri.getPath());
    FileChannel channel = open(directory);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new CheckpointLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // This process has it.
    } catch (IOException e) {
      warn.accept(
          "the checkpoint directory "
              + directory
              + " is on a disk without locks ("
              + Causes.of(e)
              + "): nothing keeps a second 'run' away from it");
      return new CheckpointLock(channel);
    }
    close(channel);
    throw new CommandFailure(
        "Another 'run' is at work with the checkpoint directory "
            + directory
            + "; stop that one first, or give this one a 'job.checkpoint-dir' of its own.");
  }

  private static FileChannel open(Path directory) {
    try {
      Files.createDirectories(directory);
      return FileChannel.open(
          directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new CommandFailure(
          "The checkpoint directory " + directory + " cannot be written: " + Causes.of(e) + ".", e);
    }
  }

  /** Gives the lock back; the file stays, as another process may be about to lock it. */
  @Override
  public void close() {
    if (channel != null) {
      close(channel);
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written, and the lock goes with the process.
    }
  }
}
