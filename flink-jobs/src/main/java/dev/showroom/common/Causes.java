package dev.showroom.common;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What to tell of an exception in one sentence, without the full stop. */
public final class Causes {
  private Causes() {}

  /** What is at the bottom of it. */
  public static String root(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof IOException io ? of(io) : said(cause);
  }

  /** Why a file could not be read or written; the JDK often tells no more than its path. */
  public static String of(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() == null) {
      if (file instanceof AccessDeniedException) {
        return "permission to use " + file.getFile() + " is denied";
      } else if (file instanceof NoSuchFileException) {
        return file.getFile() + " does not exist";
      } else if (file instanceof FileAlreadyExistsException) {
        return file.getFile() + " is in the way";
      } else if (file instanceof NotDirectoryException) {
        return file.getFile() + " is not a directory";
      }
    }
    return said(e);
  }

  private static String said(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : message.strip().lines().findFirst().orElse("").strip().replaceFirst("\\.$", "");
  }
}
