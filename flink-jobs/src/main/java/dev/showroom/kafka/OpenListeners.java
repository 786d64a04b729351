package dev.showroom.kafka;

import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.common.network.Selectable;
import org.apache.kafka.server.ServerSocketFactory;

/** Listeners bound in advance; hands each to the server that is configured for its port. */
final class OpenListeners implements ServerSocketFactory, AutoCloseable {
  private static final int BACKLOG = 50;

  private final List<ServerSocketChannel> waiting = new ArrayList<>();

  InetSocketAddress open(int port) {
    InetSocketAddress wanted = new InetSocketAddress(loopback(), port);
    try {
      ServerSocketChannel channel = listen(wanted);
      waiting.add(channel);
      return (InetSocketAddress) channel.getLocalAddress();
    } catch (IOException | RuntimeException e) {
      throw new CommandFailure("Port " + port + " is not free for the Kafka broker.", e);
    }
  }

  @Override
  public synchronized ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBuffer)
      throws IOException {
    for (Iterator<ServerSocketChannel> i = waiting.iterator(); i.hasNext(); ) {
      ServerSocketChannel channel = i.next();
      if (((InetSocketAddress) channel.getLocalAddress()).getPort() == address.getPort()) {
        i.remove();
        return channel;
      }
    }
    return INSTANCE.openServerSocket(listener, address, backlog, receiveBuffer);
  }

  /** Closes what no server has taken over. */
  @Override
  public synchronized void close() {
    for (ServerSocketChannel channel : waiting) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of four bytes is one", e);
    }
  }

  /**
   * What a connection may hold that is not read yet is left to the operating system: with too
   * little, its window shrinks to some bytes, and it stands still for longer and longer.
   */
  static ServerSocketChannel listen(InetSocketAddress address) throws IOException {
    return ServerSocketFactory.INSTANCE.openServerSocket(
        "", address, BACKLOG, Selectable.USE_DEFAULT_BUFFER_SIZE);
  }
}
