package dev.showroom.replay.spool;

import dev.showroom.schemas.codec.InTopic;
import java.io.Serializable;
import java.util.EnumMap;

/**
 * How a spool is read.
 *
 * @param order that the spool is sorted in
 * @param end event time up to which all is known when all is read, epoch milliseconds
 * @param lagMillis how far the watermark of an order by event time stays behind; 0 unless a live
 *     job is to go on from there
 * @param latenessMillis bound of each stream, for the order of arrival
 * @param quietMillis as {@code time.quiet-after}, for the order of arrival
 * @param idleMillis as {@code time.idle-after}, for the order of arrival
 * @param speed event-time seconds a second; 0 for as fast as it goes
 * @param pacedFrom time from which on the speed holds, epoch milliseconds; what came before is read
 *     as fast as it goes
 * @param staysOpen whether the job goes on when all is read, to be stopped with a savepoint
 * @param stop file that asks for an early end as soon as it exists
 */
public record Reading(
    ReplayOrder order,
    long end,
    long lagMillis,
    EnumMap<InTopic, Long> latenessMillis,
    long quietMillis,
    long idleMillis,
    double speed,
    long pacedFrom,
    boolean staysOpen,
    String stop)
    implements Serializable {}
