/* Deciphers the RTP that comes in on a connection that forwards: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/srtp-receiver.h"

/* RFC 3550 section 5.1, and the tag of the one profile. */
#define SRTP_LEAST_BYTES (12 + 10)

struct _HearthSrtpReceiver
{
  srtp_t session;
};

HearthSrtpReceiver *
hearth_srtp_receiver_new (const HearthSrtpKey  *key,
                          GError              **error)
{
  HearthSrtpReceiver *self;
  srtp_t session;

  g_return_val_if_fail (key != NULL, NULL);

  session = hearth_srtp_key_create_session (key, ssrc_any_inbound, error);
  if (session == NULL)
    return NULL;
  self = g_new0 (HearthSrtpReceiver, 1);
  self->session = session;

  return self;
}

void
hearth_srtp_receiver_free (HearthSrtpReceiver *self)
{
  srtp_dealloc (self->session);
  g_free (self);
}

gboolean
hearth_srtp_receiver_unprotect_rtp (HearthSrtpReceiver *self,
                                    guint8             *packet,
                                    gsize              *size)
{
  int length = (int) *size;

  g_return_val_if_fail (self != NULL && packet != NULL, FALSE);

  if (*size < SRTP_LEAST_BYTES || srtp_unprotect (self->session, packet, &length) != srtp_err_status_ok)
    return FALSE;
  *size = (gsize) length;

  return TRUE;
}
