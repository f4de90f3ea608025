/** What a deployment is made of, judged before anybody deploys it. */
@NullMarked
package parley.local.template;

import org.jspecify.annotations.NullMarked;
