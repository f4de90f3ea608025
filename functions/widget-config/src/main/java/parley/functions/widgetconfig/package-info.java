/**
 * What a page needs to know before anybody taps: is voice on, is somebody there, and where to ask.
 */
@NullMarked
package parley.functions.widgetconfig;

import org.jspecify.annotations.NullMarked;
