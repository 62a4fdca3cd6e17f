/**
 * Says whether Authenticode signatures hold: {@link io.sharetap.signature.Authenticode} takes the signatures of an
 * image and its digests, gives {@link io.sharetap.signature.SignatureFacts}. Knows X.509, PKCS #7 and time stamps,
 * neither PE nor hosts; of files only those with the user's roots.
 */
package io.sharetap.signature;
