/* An SDP offer or answer: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/session-description.h"

#include <string.h>

#include "peer/peer-error.h"
#include "peer/sdp-parser.h"

static void
media_free (gpointer data)
{
  HearthSdpMedia *media = data;

  g_free (media->mid);
  g_free (media);
}

HearthSessionDescription *
hearth_session_description_parse (HearthSdpType   type,
                                  const char     *sdp,
                                  GError        **error)
{
  g_autoptr (HearthSessionDescription) description = NULL;

  g_return_val_if_fail (sdp != NULL, NULL);

  description = g_new0 (HearthSessionDescription, 1);
  description->type = type;
  description->sdp = g_strdup (sdp);
  description->media = g_ptr_array_new_with_free_func (media_free);

  if (!hearth_sdp_parse_text (description, sdp))
    {
      g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION,
                           "Not a session description that we accept");
      return NULL;
    }

  return g_steal_pointer (&description);
}

static gpointer
media_copy (gconstpointer source,
            gpointer      data)
{
  HearthSdpMedia *copy = g_memdup2 (source, sizeof *copy);

  copy->mid = g_strdup (copy->mid);

  return copy;
}

HearthSessionDescription *
hearth_session_description_copy (const HearthSessionDescription *self)
{
  HearthSessionDescription *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->sdp = g_strdup (self->sdp);
  copy->ice_ufrag = g_strdup (self->ice_ufrag);
  copy->media = g_ptr_array_copy (self->media, media_copy, NULL);
  g_ptr_array_set_free_func (copy->media, media_free);

  return copy;
}

void
hearth_session_description_free (HearthSessionDescription *self)
{
  g_free (self->sdp);
  g_free (self->ice_ufrag);
  g_ptr_array_unref (self->media);
  g_free (self);
}

static gboolean
is_same_line (const HearthSdpMedia *a,
              const HearthSdpMedia *b)
{
  return a->kind == b->kind && g_str_equal (a->mid, b->mid);
}

gboolean
hearth_session_description_answers (const HearthSessionDescription *self,
                                    const HearthSessionDescription *offer)
{
  g_return_val_if_fail (self != NULL && offer != NULL, FALSE);

  if (self->type != HEARTH_SDP_ANSWER || offer->type != HEARTH_SDP_OFFER || self->media->len != offer->media->len)
    return FALSE;

  for (guint i = 0; i < self->media->len; i++)
    {
      const HearthSdpMedia *ours = g_ptr_array_index (self->media, i);
      const HearthSdpMedia *theirs = g_ptr_array_index (offer->media, i);

      if (!is_same_line (ours, theirs) || (ours->active && !theirs->active))
        return FALSE;
    }

  return TRUE;
}

gboolean
hearth_session_description_continues (const HearthSessionDescription *self,
                                      const HearthSessionDescription *earlier)
{
  g_return_val_if_fail (self != NULL && earlier != NULL, FALSE);

  if (self->media->len < earlier->media->len || !g_str_equal (self->ice_ufrag, earlier->ice_ufrag)
      || memcmp (self->fingerprint, earlier->fingerprint, HEARTH_FINGERPRINT_BYTES) != 0)
    return FALSE;

  for (guint i = 0; i < earlier->media->len; i++)
    {
      if (!is_same_line (g_ptr_array_index (self->media, i), g_ptr_array_index (earlier->media, i)))
        return FALSE;
    }

  return TRUE;
}
