package dev.showroom.kafka;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Something that a Kafka client must be allowed to do. READ and WRITE bring DESCRIBE with them.
 *
 * @param name of the topic or the group; of transactional ids, what they begin with
 */
public record Permission(AclOperation operation, ResourceType resource, String name) {

  public static Permission read(String topic) {
    return new Permission(AclOperation.READ, ResourceType.TOPIC, topic);
  }

  public static Permission write(String topic) {
    return new Permission(AclOperation.WRITE, ResourceType.TOPIC, topic);
  }

  /** To commit the offsets of a group. */
  public static Permission commit(String group) {
    return new Permission(AclOperation.READ, ResourceType.GROUP, group);
  }

  /** To write in transactions. */
  public static Permission transactions(String prefix) {
    return new Permission(AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, prefix);
  }

  public static Permission create(String topic) {
    return new Permission(AclOperation.CREATE, ResourceType.TOPIC, topic);
  }

  /** {@code READ topic 'shop.purchases'}. */
  @Override
  public String toString() {
    String what =
        switch (resource) {
          case TOPIC -> "topic";
          case GROUP -> "consumer group";
          case TRANSACTIONAL_ID -> "transactional ids that begin with";
          default -> resource.name();
        };
    return operation + " " + what + " '" + name + "'";
  }
}
