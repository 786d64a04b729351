package dev.showroom.core.detect;

/**
 * Browsing at machine speed.
 *
 * @param from time of its first event, epoch milliseconds
 * @param to time of its last event
 * @param events how many, of those that are kept
 */
public record Burst(long from, long to, int events) {}
