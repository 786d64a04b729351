package dev.showroom.registry;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom to trust, from a file of certificates in PEM. */
final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * @throws CommandFailure where the file cannot be read, or holds no certificate
   */
  static SSLContext of(String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int count = 0;
      for (Certificate trusted : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + count++, trusted);
      }
      if (count == 0) {
        throw new CommandFailure(
            "The file '" + file + "' ('kafka.schema-registry.ca-file') holds no certificate.");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new CommandFailure(
          "The certificates in 'kafka.schema-registry.ca-file' cannot be read: "
              + Causes.root(e)
              + ".",
          e);
    }
  }
}
