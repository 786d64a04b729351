/**
 * Who gets which offer: the desk that decides, once for each alert and policy, and owns every cap
 * and every budget. {@link dev.showroom.core.offer.Desk} is where to begin to read: it takes what
 * it is told in the order of event time; {@link dev.showroom.core.offer.Decisions} makes one
 * decision, by way of {@link dev.showroom.core.offer.Gates}, {@link dev.showroom.core.offer.Choice}
 * and {@link dev.showroom.core.offer.Budgets}; {@link dev.showroom.core.offer.CouponLife} sees to
 * what was promised.
 */
package dev.showroom.core.offer;
