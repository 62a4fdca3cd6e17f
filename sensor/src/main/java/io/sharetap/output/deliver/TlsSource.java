package io.sharetap.output.deliver;

import java.io.IOException;
import javax.net.ssl.SSLContext;

/** Gives the TLS context, read again for each connection. */
interface TlsSource {
    /** Null: Java's default. */
    SSLContext context() throws IOException;
}
