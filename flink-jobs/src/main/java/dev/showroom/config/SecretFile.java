package dev.showroom.config;

import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that holds a secret. No message quotes what is in it, nor its path: somebody may have put
 * the secret itself there.
 */
public final class SecretFile {
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("------rwx");

  private SecretFile() {}

  /**
   * Its whole text.
   *
   * @param name of the file in a sentence, which it begins
   * @throws CommandFailure where it cannot be read, or is open to everybody; without a cause, for
   *     its message would hold the path
   */
  public static String read(String file, String name) {
    try {
      Path path = Path.of(file);
      if (Files.isDirectory(path)) {
        throw new CommandFailure(name + " is a directory.");
      }
      if (isOpenToAll(path)) {
        throw new CommandFailure(
            name + " is open to every user of the machine: close it with 'chmod o= FILE'.");
      }
      return Files.readString(path);
    } catch (InvalidPathException | NoSuchFileException e) {
      throw new CommandFailure(name + " does not exist; is its path right?");
    } catch (AccessDeniedException e) {
      throw new CommandFailure(name + " may not be read by this user.");
    } catch (CharacterCodingException e) {
      throw new CommandFailure(name + " is not text.");
    } catch (IOException e) {
      throw new CommandFailure(
          name + " cannot be read (" + e.getClass().getSimpleName() + "); is its path right?");
    }
  }

  private static boolean isOpenToAll(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView("posix")
        && Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
  }
}
