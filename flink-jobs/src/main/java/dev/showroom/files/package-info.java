/**
 * Archives of the streams, as teams have them: JSON Lines, Avro and Parquet, in one file or in
 * dated folders, on any file system that Flink reaches.
 */
package dev.showroom.files;
