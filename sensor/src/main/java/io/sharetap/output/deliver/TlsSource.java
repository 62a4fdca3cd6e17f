package io.sharetap.output.deliver;

import java.io.IOException;
import javax.net.ssl.SSLContext;

/** Gives whom to trust, read anew for each connection. */
interface TlsSource {
    /** Null: whom Java trusts. */
    SSLContext context() throws IOException;
}
