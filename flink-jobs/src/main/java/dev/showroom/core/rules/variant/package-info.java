/**
 * Several rule sets judged in one pass: what a candidate has in common with the baseline is asked
 * once, and only what it changes, with all that rests on it, is asked again under another name.
 */
package dev.showroom.core.rules.variant;
