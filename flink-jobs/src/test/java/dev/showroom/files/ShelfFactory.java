package dev.showroom.files;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** A file system that the JDK does not know: {@code shelf://any/path} is a local path. */
public final class ShelfFactory implements FileSystemFactory {
  static final AtomicInteger LISTED = new AtomicInteger();

  @Override
  public String getScheme() {
    return "shelf";
  }

  @Override
  public FileSystem create(URI uri) {
    return new LocalFileSystem() {
      @Override
      public FileStatus[] listStatus(Path path) throws IOException {
        LISTED.incrementAndGet();
        return super.listStatus(path);
      }
    };
  }
}
