/**
 * A Flink cluster on this machine without Docker and without Flink's distribution: a JVM for each
 * of ZooKeeper, JobManager, every TaskManager and, where asked for, a Kafka broker, from the jars
 * that the build has anyway. A supervisor, one more JVM, starts again what dies.
 */
package dev.showroom.cluster;
