package dev.showroom.files;

/** How the files of an archive are compressed. */
public enum Compression {
  NONE,
  GZIP,
  ZSTD,
  SNAPPY
}
