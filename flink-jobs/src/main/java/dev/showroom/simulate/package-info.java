/**
 * Made-up shops: a seeded world of customers who browse, visit, buy and return, with the truth
 * about each of them. Rates follow published figures for real shops; no customer is real.
 *
 * <p>Everything is a pure function of {@link dev.showroom.simulate.SimulationOptions}: no clock, no
 * shared state, one random stream for each customer.
 *
 * <p>A new kind of shopper is one class that implements {@link dev.showroom.simulate.Archetype} and
 * one line in {@link dev.showroom.simulate.Archetypes}.
 */
package dev.showroom.simulate;
