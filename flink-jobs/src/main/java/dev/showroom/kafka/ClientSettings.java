package dev.showroom.kafka;

import dev.showroom.common.Secrets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** What can be said of the settings of a Kafka client. */
public final class ClientSettings {
  private ClientSettings() {}

  /**
   * Takes the client's secrets out of a message of Kafka's, also those that stand in a file and are
   * only named in the settings.
   */
  public static String clean(String message, Map<String, ?> client) {
    return Secrets.removeFrom(Secrets.removeFrom(message, resolved(client)), client);
  }

  private static Map<String, ?> resolved(Map<String, ?> client) {
    try {
      return new AbstractConfig(new ConfigDef(), client, false).originals();
    } catch (KafkaException e) {
      return client; // What is not found cannot be told either.
    }
  }

  /**
   * By what name the brokers will know the client, {@code User:detector}, as far as that can be
   * seen from here: they may map it to another.
   */
  static Optional<String> principal(Map<String, ?> client) {
    try {
      AbstractConfig config = new AbstractConfig(AdminClientConfig.configDef(), client, false);
      return switch (SecurityProtocol.forName(config.getString("security.protocol"))) {
        case PLAINTEXT -> Optional.of("User:ANONYMOUS");
        case SSL -> Optional.of("User:" + subject(config).orElse("ANONYMOUS"));
        case SASL_PLAINTEXT, SASL_SSL -> login(config).map(name -> "User:" + name);
      };
    } catch (KafkaException | IllegalArgumentException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> login(AbstractConfig config) {
    return JaasContext.loadClientContext(config.values()).configurationEntries().stream()
        .map(AppConfigurationEntry::getOptions)
        .map(options -> options.get("username"))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst();
  }

  private static Optional<String> subject(AbstractConfig config) throws GeneralSecurityException {
    try (DefaultSslEngineFactory keys = new DefaultSslEngineFactory()) {
      keys.configure(config.values());
      KeyStore store = keys.keystore();
      if (store == null) {
        return Optional.empty();
      }
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate own) {
          return Optional.of(own.getSubjectX500Principal().getName());
        }
      }
      return Optional.empty();
    }
  }
}
