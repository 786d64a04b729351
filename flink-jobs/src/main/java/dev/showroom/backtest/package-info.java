/**
 * What a change of rules or of the coupon policy would have done: one pass over history judges by
 * the baseline and by all candidates, and the two are held against each other alert by alert.
 */
package dev.showroom.backtest;
