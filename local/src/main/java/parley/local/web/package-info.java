/**
 * What CloudFront does for the product: static files, the cached config, the issuer's two files.
 */
@NullMarked
package parley.local.web;

import org.jspecify.annotations.NullMarked;
