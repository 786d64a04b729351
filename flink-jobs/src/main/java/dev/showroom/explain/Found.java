package dev.showroom.explain;

import dev.showroom.core.intake.Envelope;
import java.util.List;

/**
 * What the files hold that can matter to one customer.
 *
 * @param envelopes in event-time order: the customer's own, those of the actors that were ever
 *     linked to anybody of the household, the household's profiles and purchases, and erasures
 * @param announced what was told to all
 * @param end event time up to which all has happened, epoch milliseconds
 */
record Found(String customerId, List<Envelope> envelopes, Announced announced, long end) {}
