package dev.showroom.live;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalDataOutputStream;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.fs.local.LocalRecoverableWriter;

/**
 * {@code full://any/path} is a local path on a disk that can be filled: no byte is written then.
 */
public final class FullDiskFactory implements FileSystemFactory {
  static final AtomicBoolean FULL = new AtomicBoolean();
  static final AtomicInteger REFUSED = new AtomicInteger();

  @Override
  public String getScheme() {
    return "full";
  }

  @Override
  public FileSystem create(URI uri) {
    return new LocalFileSystem() {
      /** So that all is written by {@link #create}. */
      @Override
      public LocalRecoverableWriter createRecoverableWriter() {
        throw new UnsupportedOperationException("nothing is resumed here");
      }

      @Override
      public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
        requireSpace();
        FSDataOutputStream out = super.create(path, mode);
        return new LocalDataOutputStream(pathToFile(path)) {
          @Override
          public void write(int b) throws IOException {
            requireSpace();
            out.write(b);
          }

          @Override
          public void write(byte[] b, int off, int len) throws IOException {
            requireSpace();
            out.write(b, off, len);
          }

          @Override
          public void flush() throws IOException {
            out.flush();
          }

          @Override
          public void sync() throws IOException {
            requireSpace();
            out.sync();
          }

          @Override
          public long getPos() throws IOException {
            return out.getPos();
          }

          @Override
          public void close() throws IOException {
            super.close();
            out.close();
          }
        };
      }
    };
  }

  private static void requireSpace() throws IOException {
    if (FULL.get()) {
      REFUSED.incrementAndGet();
      throw new IOException("No space left on device");
    }
  }
}
