/**
 * Figures for dashboards. A notice is filed under the alert that it is about ({@link
 * dev.showroom.core.insight.CaseFile}), which makes of it what it changes in each cell, a window of
 * a group ({@link dev.showroom.core.insight.Cell}); the cell's sums ({@link
 * dev.showroom.core.insight.CellSums}) make the figures.
 */
package dev.showroom.core.insight;
