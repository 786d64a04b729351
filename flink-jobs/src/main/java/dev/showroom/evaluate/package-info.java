/**
 * How right alerts are, where the truth is known: alerts of a replay held against the labels of the
 * simulated world that was replayed.
 *
 * <p>An alert and a label belong together when customer and pattern are the same, and the family,
 * too, where both have one. Where there are several of either, those nearest in time are paired
 * first, each label with an alert of its own, and what is left over belongs to the nearest label.
 * The last status of an alert counts: what ends RETRACTED accuses nobody.
 */
package dev.showroom.evaluate;
