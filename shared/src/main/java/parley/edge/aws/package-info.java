/**
 * AWS's own services, asked by signed requests: the SDK's signer and HTTP client, without its
 * services' clients.
 */
@NullMarked
package parley.edge.aws;

import org.jspecify.annotations.NullMarked;
