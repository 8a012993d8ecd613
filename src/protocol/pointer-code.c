/* Pointers as text: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/pointer-code.h"

#include <sodium.h>
#include <string.h>

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

enum
{
  WIDTH,
  HEIGHT,
  HOT_X,
  HOT_Y,
  PIXELS,
};

G_STATIC_ASSERT (sodium_base64_ENCODED_LEN (HEARTH_POINTER_CODE_BYTES, VARIANT) - 1 == HEARTH_POINTER_CODE_CHARACTERS);
G_STATIC_ASSERT (HEARTH_LIMIT_POINTER_PIXELS <= G_MAXUINT8);
G_STATIC_ASSERT (HEARTH_POINTER_CODE_CHARACTERS + 512 <= HEARTH_LIMIT_CONTROL_BYTES);

char *
hearth_pointer_code_write (const HearthPointerShape *shape)
{
  guint8 bytes[HEARTH_POINTER_CODE_BYTES];
  gconstpointer pixels;
  gsize size, length;

  g_return_val_if_fail (shape != NULL, NULL);

  bytes[WIDTH] = (guint8) hearth_pointer_shape_get_width (shape);
  bytes[HEIGHT] = (guint8) hearth_pointer_shape_get_height (shape);
  bytes[HOT_X] = (guint8) hearth_pointer_shape_get_hot_x (shape);
  bytes[HOT_Y] = (guint8) hearth_pointer_shape_get_hot_y (shape);
  pixels = g_bytes_get_data (hearth_pointer_shape_get_pixels (shape), &size);
  memcpy (bytes + PIXELS, pixels, size);
  length = sodium_base64_encoded_len (PIXELS + size, VARIANT);

  return sodium_bin2base64 (g_malloc (length), length, bytes, PIXELS + size, VARIANT);
}

static gboolean
decode (const char *text,
        guint8      bytes[HEARTH_POINTER_CODE_BYTES])
{
  gsize length = strnlen (text, HEARTH_POINTER_CODE_CHARACTERS + 1);
  gsize size;

  return length <= HEARTH_POINTER_CODE_CHARACTERS
         && sodium_base642bin (bytes, HEARTH_POINTER_CODE_BYTES, text, length, NULL, &size, NULL, VARIANT) == 0
         && size > PIXELS
         && bytes[WIDTH] >= 1 && bytes[WIDTH] <= HEARTH_LIMIT_POINTER_PIXELS
         && bytes[HEIGHT] >= 1 && bytes[HEIGHT] <= HEARTH_LIMIT_POINTER_PIXELS
         && bytes[HOT_X] < bytes[WIDTH] && bytes[HOT_Y] < bytes[HEIGHT]
         && size == PIXELS + 4 * (gsize) bytes[WIDTH] * bytes[HEIGHT];
}

HearthPointerShape *
hearth_pointer_code_read (const char *text)
{
  guint8 bytes[HEARTH_POINTER_CODE_BYTES];

  g_return_val_if_fail (text != NULL, NULL);

  return decode (text, bytes)
         ? hearth_pointer_shape_new (bytes[WIDTH], bytes[HEIGHT], bytes[HOT_X], bytes[HOT_Y], bytes + PIXELS)
         : NULL;
}

gboolean
hearth_pointer_code_is_valid (const char *text)
{
  guint8 bytes[HEARTH_POINTER_CODE_BYTES];

  g_return_val_if_fail (text != NULL, FALSE);

  return decode (text, bytes);
}
