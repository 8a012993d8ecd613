/* The keys of SRTP: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/srtp-key.h"

#include <sodium.h>

#include "peer/peer-error.h"
#include "peer/sequence-window.h"

/* GStreamer's GstDtlsSrtpCipher and GstDtlsSrtpAuth, which no header of it names. */
#define DTLS_CIPHER_AES_128_ICM 1
#define DTLS_AUTH_HMAC_SHA1_80 2

gboolean
hearth_srtp_key_get (HearthSrtpKey *self,
                     GstElement    *dtls)
{
  g_autoptr (GstBuffer) bytes = NULL;
  gboolean sending;
  guint cipher, auth;

  g_return_val_if_fail (self != NULL && GST_IS_ELEMENT (dtls), FALSE);

  sending = g_object_class_find_property (G_OBJECT_GET_CLASS (dtls), "encoder-key") != NULL;
  g_object_get (dtls, sending ? "encoder-key" : "decoder-key", &bytes, "srtp-cipher", &cipher, "srtp-auth", &auth, NULL);

  return cipher == DTLS_CIPHER_AES_128_ICM && auth == DTLS_AUTH_HMAC_SHA1_80
         && bytes != NULL && gst_buffer_get_size (bytes) == sizeof self->bytes
         && gst_buffer_extract (bytes, 0, self->bytes, sizeof self->bytes) == sizeof self->bytes;
}

void
hearth_srtp_key_wipe (HearthSrtpKey *self)
{
  sodium_memzero (self, sizeof *self);
}

/* GStreamer's plugin begins it as well, and whoever comes second is told of a failure that is none: srtp_create() tells the truth. */
static void
begin_library (void)
{
  static gsize begun = 0;

  if (g_once_init_enter (&begun))
    {
      srtp_init ();
      g_once_init_leave (&begun, 1);
    }
}

srtp_t
hearth_srtp_key_create_session (const HearthSrtpKey  *self,
                                srtp_ssrc_type_t      direction,
                                GError              **error)
{
  HearthSrtpKey copy = *self;
  srtp_policy_t policy = { 0 };
  srtp_t session = NULL;
  srtp_err_status_t status;

  begin_library ();
  srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80 (&policy.rtp);
  srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80 (&policy.rtcp);
  policy.ssrc.type = direction;
  policy.key = copy.bytes;
  /* What was lost on the way to a host is sent on when it has come after all, and must not be too old then. */
  policy.window_size = 2 * HEARTH_SEQUENCE_WINDOW;
  status = srtp_create (&session, &policy);
  hearth_srtp_key_wipe (&copy);
  if (status != srtp_err_status_ok)
    {
      g_set_error (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_INTERNAL, "libsrtp does not take a key (%d)", status);
      return NULL;
    }

  return session;
}
