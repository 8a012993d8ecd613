/* Names of tracks, as strangers give them: each is at most one thing, within the limits, and is written as it was read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "base/limits.h"
#include "room/track-id.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *member = NULL;
  HearthPictureKind kind;
  guint layer, slot;
  guint n_meanings = 0;

  if (hearth_track_id_parse_layer (text, &kind, &layer))
    {
      g_autofree char *again = hearth_track_id_new_layer (kind, layer);

      g_assert_cmpuint (layer, <, HEARTH_LIMIT_VIDEO_LAYERS);
      g_assert_cmpstr (text, ==, again);
      n_meanings++;
    }
  if (hearth_track_id_parse_slot (text, &slot))
    {
      g_autofree char *again = hearth_track_id_new_slot (slot);

      g_assert_cmpuint (slot, <, HEARTH_LIMIT_VOICE_SLOTS);
      g_assert_cmpstr (text, ==, again);
      n_meanings++;
    }
  if (hearth_track_id_parse_picture (text, &kind, &member))
    {
      g_autofree char *again = hearth_track_id_new_picture (kind, member);

      g_assert_cmpstr (text, ==, again);
      n_meanings++;
    }
  g_assert_cmpuint (n_meanings, <=, 1);

  return 0;
}
