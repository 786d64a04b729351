package dev.showroom.core.outcome;

import dev.showroom.schemas.OutcomeKind;

/**
 * What can be said of a decision at one moment. Money in minor units.
 *
 * @param redeemed whether the offer was taken up
 */
record Answer(OutcomeKind kind, long revenueMinor, long marginMinor, boolean redeemed) {}
