/* DTLS-SRTP: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "secure-channel.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <srtp2/srtp.h>

/* What fits every path's datagrams. */
#define DTLS_MTU 1200

/* Packets that come out of order, or again, by more than this are not taken: a burst of retransmissions fits. */
#define REPLAY_WINDOW 1024

struct _LoadSecureChannel
{
  gboolean client;
  SSL *ssl;
  BIO *incoming;
  BIO *outgoing;
  const char *profile;
  srtp_t sender;
  srtp_t receiver;
};

/* A first datagram is often too early for the other side's ICE: again after 50 ms, as browsers do, not after OpenSSL's second. */
#define FIRST_RETRY_US 50000
#define LONGEST_RETRY_US 1600000

static SSL_CTX *context;

static unsigned int
get_retry_time (SSL          *ssl,
                unsigned int  last)
{
  return last == 0 ? FIRST_RETRY_US : MIN (2 * last, LONGEST_RETRY_US);
}

static int
accept_certificate (int             preverified,
                    X509_STORE_CTX *store)
{
  return 1;
}

static X509 *
make_certificate (EVP_PKEY *key)
{
  X509 *certificate = X509_new ();

  ASN1_INTEGER_set (X509_get_serialNumber (certificate), 1);
  X509_gmtime_adj (X509_getm_notBefore (certificate), -24 * 3600);
  X509_gmtime_adj (X509_getm_notAfter (certificate), 24 * 3600);
  X509_set_pubkey (certificate, key);
  X509_NAME_add_entry_by_txt (X509_get_subject_name (certificate), "CN", MBSTRING_ASC, (const guint8 *) "load", -1, -1, 0);
  X509_set_issuer_name (certificate, X509_get_subject_name (certificate));
  X509_sign (certificate, key, EVP_sha256 ());

  return certificate;
}

char *
load_secure_channel_prepare (const char *profiles)
{
  EVP_PKEY *key = EVP_EC_gen ("P-256");
  X509 *certificate = make_certificate (key);
  guint8 digest[32];
  g_autoptr (GString) fingerprint = g_string_new (NULL);

  srtp_init ();
  context = SSL_CTX_new (DTLS_method ());
  SSL_CTX_set_max_proto_version (context, DTLS1_2_VERSION);
  SSL_CTX_use_certificate (context, certificate);
  SSL_CTX_use_PrivateKey (context, key);
  SSL_CTX_set_verify (context, SSL_VERIFY_PEER, accept_certificate);
  SSL_CTX_set_options (context, SSL_OP_NO_QUERY_MTU);
  if (SSL_CTX_set_tlsext_use_srtp (context, profiles) != 0)
    g_error ("OpenSSL does not know the SRTP profiles %s", profiles);

  X509_digest (certificate, EVP_sha256 (), digest, NULL);
  for (guint i = 0; i < sizeof digest; i++)
    g_string_append_printf (fingerprint, "%s%02X", i > 0 ? ":" : "", digest[i]);
  X509_free (certificate);
  EVP_PKEY_free (key);

  return g_strdup (fingerprint->str);
}

LoadSecureChannel *
load_secure_channel_new (gboolean client)
{
  LoadSecureChannel *self = g_new0 (LoadSecureChannel, 1);

  self->client = client;
  self->ssl = SSL_new (context);
  self->incoming = BIO_new (BIO_s_dgram_mem ());
  self->outgoing = BIO_new (BIO_s_dgram_mem ());
  SSL_set_bio (self->ssl, self->incoming, self->outgoing);
  SSL_set_mtu (self->ssl, DTLS_MTU);
  DTLS_set_timer_cb (self->ssl, get_retry_time);
  if (client)
    SSL_set_connect_state (self->ssl);
  else
    SSL_set_accept_state (self->ssl);

  return self;
}

void
load_secure_channel_free (LoadSecureChannel *self)
{
  if (self->sender != NULL)
    srtp_dealloc (self->sender);
  if (self->receiver != NULL)
    srtp_dealloc (self->receiver);
  SSL_free (self->ssl);
  g_free (self);
}

static srtp_t
make_session (gboolean            gcm,
              srtp_ssrc_type_t    direction,
              guint8             *key)
{
  srtp_policy_t policy = { 0 };
  srtp_t session = NULL;

  if (gcm)
    {
      srtp_crypto_policy_set_aes_gcm_128_16_auth (&policy.rtp);
      srtp_crypto_policy_set_aes_gcm_128_16_auth (&policy.rtcp);
    }
  else
    {
      srtp_crypto_policy_set_rtp_default (&policy.rtp);
      srtp_crypto_policy_set_rtcp_default (&policy.rtcp);
    }
  policy.ssrc.type = direction;
  policy.key = key;
  policy.window_size = REPLAY_WINDOW;
  if (srtp_create (&session, &policy) != srtp_err_status_ok)
    g_error ("libsrtp makes no session");

  return session;
}

/* RFC 5764 section 4.2: client's key, server's key, client's salt, server's salt. */
static void
key_srtp (LoadSecureChannel *self)
{
  const SRTP_PROTECTION_PROFILE *profile = SSL_get_selected_srtp_profile (self->ssl);
  gboolean gcm;
  gsize salt_bytes;
  guint8 material[60];
  guint8 keys[2][30];

  if (profile == NULL)
    g_error ("The peer agreed on no SRTP profile");

  gcm = profile->id == SRTP_AEAD_AES_128_GCM;
  salt_bytes = gcm ? 12 : 14;
  if (SSL_export_keying_material (self->ssl, material, 2 * (16 + salt_bytes), "EXTRACTOR-dtls_srtp", 19, NULL, 0, 0) != 1)
    g_error ("OpenSSL exports no keys");
  for (guint i = 0; i < 2; i++)
    {
      memcpy (keys[i], material + 16 * i, 16);
      memcpy (keys[i] + 16, material + 32 + salt_bytes * i, salt_bytes);
    }
  self->sender = make_session (gcm, ssrc_any_outbound, keys[self->client ? 0 : 1]);
  self->receiver = make_session (gcm, ssrc_any_inbound, keys[self->client ? 1 : 0]);
  self->profile = profile->name;
}

void
load_secure_channel_step (LoadSecureChannel *self)
{
  int result;

  if (self->profile != NULL)
    return;

  DTLSv1_handle_timeout (self->ssl);
  result = SSL_do_handshake (self->ssl);
  if (result == 1)
    key_srtp (self);
  else if (SSL_get_error (self->ssl, result) == SSL_ERROR_SSL)
    g_error ("DTLS: %s", ERR_reason_error_string (ERR_get_error ()));
}

void
load_secure_channel_receive (LoadSecureChannel *self,
                             const guint8      *datagram,
                             gsize              length)
{
  BIO_write (self->incoming, datagram, (int) length);
  load_secure_channel_step (self);
}

gsize
load_secure_channel_read (LoadSecureChannel *self,
                          guint8            *message,
                          gsize              size)
{
  int length = self->profile != NULL ? SSL_read (self->ssl, message, (int) size) : 0;

  return length > 0 ? (gsize) length : 0;
}

void
load_secure_channel_write (LoadSecureChannel *self,
                           const guint8      *message,
                           gsize              length)
{
  SSL_write (self->ssl, message, (int) length);
}

gsize
load_secure_channel_take (LoadSecureChannel *self,
                          guint8            *datagram,
                          gsize              size)
{
  int length = BIO_read (self->outgoing, datagram, (int) size);

  return length > 0 ? (gsize) length : 0;
}

const char *
load_secure_channel_get_profile (LoadSecureChannel *self)
{
  return self->profile;
}

gboolean
load_secure_channel_protect (LoadSecureChannel *self,
                             gboolean           rtcp,
                             guint8            *packet,
                             gsize             *length)
{
  int bytes = (int) *length;
  srtp_err_status_t status;

  if (self->profile == NULL)
    return FALSE;

  status = rtcp ? srtp_protect_rtcp (self->sender, packet, &bytes) : srtp_protect (self->sender, packet, &bytes);
  *length = (gsize) bytes;

  return status == srtp_err_status_ok;
}

gboolean
load_secure_channel_unprotect (LoadSecureChannel *self,
                               gboolean           rtcp,
                               guint8            *packet,
                               gsize             *length)
{
  int bytes = (int) *length;
  srtp_err_status_t status;

  if (self->profile == NULL)
    return FALSE;

  status = rtcp ? srtp_unprotect_rtcp (self->receiver, packet, &bytes) : srtp_unprotect (self->receiver, packet, &bytes);
  *length = (gsize) bytes;

  return status == srtp_err_status_ok;
}
