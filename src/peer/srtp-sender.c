/* Enciphers what leaves a connection: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/srtp-sender.h"

/* RFC 3550 sections 5.1 and 6.4.2. */
#define RTP_HEADER_BYTES 12
#define RTCP_HEADER_BYTES 8

struct _HearthSrtpSender
{
  srtp_t session;
};

HearthSrtpSender *
hearth_srtp_sender_new (const HearthSrtpKey  *key,
                        GError              **error)
{
  HearthSrtpSender *self;
  srtp_t session;

  g_return_val_if_fail (key != NULL, NULL);

  session = hearth_srtp_key_create_session (key, ssrc_any_outbound, error);
  if (session == NULL)
    return NULL;
  self = g_new0 (HearthSrtpSender, 1);
  self->session = session;

  return self;
}

void
hearth_srtp_sender_free (HearthSrtpSender *self)
{
  srtp_dealloc (self->session);
  g_free (self);
}

gboolean
hearth_srtp_sender_protect_rtp (HearthSrtpSender *self,
                                guint8           *packet,
                                gsize            *size)
{
  int length = (int) *size;

  g_return_val_if_fail (self != NULL && packet != NULL, FALSE);

  if (*size < RTP_HEADER_BYTES || srtp_protect (self->session, packet, &length) != srtp_err_status_ok)
    return FALSE;
  *size = (gsize) length;

  return TRUE;
}

gboolean
hearth_srtp_sender_protect_rtcp (HearthSrtpSender *self,
                                 guint8           *packet,
                                 gsize            *size)
{
  int length = (int) *size;

  g_return_val_if_fail (self != NULL && packet != NULL, FALSE);

  if (*size < RTCP_HEADER_BYTES || srtp_protect_rtcp (self->session, packet, &length) != srtp_err_status_ok)
    return FALSE;
  *size = (gsize) length;

  return TRUE;
}
