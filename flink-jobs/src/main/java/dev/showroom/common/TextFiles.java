package dev.showroom.common;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the text files that a user names. */
public final class TextFiles {
  private TextFiles() {}

  /**
   * The whole file, which must be UTF-8.
   *
   * @param what the file is to be, such as "configuration file"
   * @throws CommandFailure where it cannot be read
   */
  public static String read(Path file, String what) {
    String name = "The " + what + " '" + file + "' ";
    if (Files.isDirectory(file)) {
      throw new CommandFailure(name + "is a directory.");
    }
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(name + "does not exist.", e);
    } catch (AccessDeniedException e) {
      throw new CommandFailure(name + "may not be read by this user.", e);
    } catch (CharacterCodingException e) {
      throw new CommandFailure(name + "is not UTF-8 text.", e);
    } catch (IOException e) {
      throw new CommandFailure(name + "cannot be read: " + Causes.of(e) + ".", e);
    }
  }
}
