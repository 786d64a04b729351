package dev.showroom.core.policy;

/**
 * Points are owed until they lapse, and have a ledger of their own.
 *
 * @param liabilityMostMinor what may be promised and owed together, in minor units
 * @param lapseAfterMillis points that were given are owed for so long
 */
public record PointsTerms(long liabilityMostMinor, long lapseAfterMillis) {}
