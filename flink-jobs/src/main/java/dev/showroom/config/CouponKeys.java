package dev.showroom.config;

import dev.showroom.common.CommandFailure;
import dev.showroom.core.code.CodeKeys;
import dev.showroom.core.code.InvalidKeysException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;

/**
 * Where the keys of coupon codes are: in a file or, where none is named, in the environment. This
 * goes with the job to where it runs; the keys are read there.
 *
 * <p>No message quotes a key, nor what stands where the name of the file should: that may be a key,
 * too.
 *
 * @param file its path, or empty
 */
public record CouponKeys(String file) implements Serializable {
  public static final String VARIABLE = "SHOWROOM_COUPON_KEYS";
  static final String OPTION = "coupons.key-file";

  private static final int FRESH_BYTES = 32;
  private static final String NAME = "The file with the keys of coupon codes";

  public CouponKeys {
    file = file.strip();
  }

  /**
   * @throws CommandFailure where there are none, or they are not right, or open to everybody
   */
  public CodeKeys read() {
    return read(System.getenv());
  }

  /** The same, in an environment of one's own. */
  public CodeKeys read(Map<String, String> environment) {
    String variable = environment.getOrDefault(VARIABLE, "");
    if (file.isEmpty() && variable.isBlank()) {
      throw new CommandFailure(
          "There is no key to sign coupon codes with: let 'showroom coupon key --output FILE' make"
              + " one and set '"
              + OPTION
              + "' to the file (or "
              + VARIABLE
              + " to what is in it), or send no coupons with 'coupons.enabled: false'.");
    }
    if (file.isEmpty()) {
      return parse(variable.replace(',', '\n'), "The environment variable " + VARIABLE);
    }
    if (!variable.isBlank()) {
      throw new CommandFailure(
          "There are keys of coupon codes both in a file and in the environment variable "
              + VARIABLE
              + "; leave one of them out, so that it is plain which key signs.");
    }
    return parse(SecretFile.read(file, NAME), NAME);
  }

  private static CodeKeys parse(String text, String where) {
    try {
      return CodeKeys.parse(text);
    } catch (InvalidKeysException e) {
      throw new CommandFailure(where + " is not right: " + e.getMessage());
    }
  }

  /** A new key as a line of a key file. Not to be logged. */
  public static String fresh(char id) {
    byte[] secret = new byte[FRESH_BYTES];
    new SecureRandom().nextBytes(secret);
    return CodeKeys.line(id, secret);
  }

  /**
   * Writes a new key into a new file that only its owner can read.
   *
   * @throws CommandFailure where there is a file already, or none can be written
   */
  public static CouponKeys writeFresh(Path file, char id) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] closed =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(file, closed);
      Files.writeString(file, fresh(id) + "\n", StandardOpenOption.WRITE);
      return new CouponKeys(file.toString());
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(
          "There is a file '" + file + "' already, and its keys may be in use; name another.");
    } catch (IOException e) {
      throw new CommandFailure("The key file '" + file + "' cannot be written.");
    }
  }

  @Override
  public String toString() {
    return file.isEmpty() ? "keys of the environment" : "keys of a file (hidden)";
  }
}
