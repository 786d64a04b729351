/**
 * A simulated world in which offers are made: which ones depends on what shoppers do, and what
 * shoppers do depends on the offers. Round after round the real graph decides, and shoppers answer,
 * until a round decides nothing else than the one before.
 */
package dev.showroom.rehearsal;
