/**
 * Two sets of alerts of the same history, live and replayed, held against each other: what differs,
 * and which late event explains it. "As it should have been" is what both end in.
 */
package dev.showroom.diff;
