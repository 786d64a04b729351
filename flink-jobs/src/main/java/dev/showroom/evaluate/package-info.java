/**
 * How right alerts are, where the truth is known: alerts of a replay held against the labels of the
 * simulated world that was replayed.
 *
 * <p>An alert and a label belong together when customer and pattern are the same, and the family,
 * too, where both have one. Of several labels an alert belongs to the one that was knowable nearest
 * to when it was raised. The last status of an alert counts: what ends RETRACTED accuses nobody.
 */
package dev.showroom.evaluate;
