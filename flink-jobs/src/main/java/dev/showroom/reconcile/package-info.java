/**
 * Holds what a job was given and what it wrote against each other, and says what is missing or
 * double. {@link dev.showroom.reconcile.Reconciliation} decides, without Kafka and without files.
 */
package dev.showroom.reconcile;
