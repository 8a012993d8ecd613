/* The gate of a connection: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/certificate-gate.h"

#include <sodium.h>
#include <string.h>

#include "base/main-thread.h"

#define PEM_BEGIN "-----BEGIN CERTIFICATE-----"
#define PEM_END "-----END CERTIFICATE-----"

typedef enum
{
  STATE_WAITING,
  STATE_OPEN,
  STATE_SHUT,
} State;

struct _HearthCertificateGate
{
  GObject parent_instance;

  GMutex mutex; /* guards what is expected, and every change of the state */
  gboolean expecting;
  guint8 expected[HEARTH_FINGERPRINT_BYTES];

  _Atomic State state; /* read without the mutex for every packet */
  _Atomic gint64 last_received;
};

G_STATIC_ASSERT (HEARTH_FINGERPRINT_BYTES == crypto_hash_sha256_BYTES);

enum
{
  DECIDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthCertificateGate, hearth_certificate_gate, G_TYPE_OBJECT)

/* The PEM is what GStreamer writes from the certificate it has parsed: one block and nothing else. */
static gboolean
hash_certificate (const char *pem,
                  guint8     *fingerprint)
{
  g_autofree guchar *der = NULL;
  g_autofree char *base64 = NULL;
  const char *begin;
  const char *end;
  gsize length;

  if (pem == NULL || !g_str_has_prefix (pem, PEM_BEGIN))
    return FALSE;
  begin = pem + strlen (PEM_BEGIN);
  end = strstr (begin, PEM_END);
  if (end == NULL)
    return FALSE;

  base64 = g_strndup (begin, (gsize) (end - begin));
  der = g_base64_decode (base64, &length);
  if (length == 0)
    return FALSE;

  return crypto_hash_sha256 (fingerprint, der, length) == 0;
}

static void
on_decided (gpointer target,
            gpointer data)
{
  HearthCertificateGate *self = target;

  g_signal_emit (self, signals[DECIDED], 0, hearth_certificate_gate_is_open (self));
}

static void
hearth_certificate_gate_finalize (GObject *object)
{
  HearthCertificateGate *self = HEARTH_CERTIFICATE_GATE (object);

  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (hearth_certificate_gate_parent_class)->finalize (object);
}

static void
hearth_certificate_gate_class_init (HearthCertificateGateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_certificate_gate_finalize;

  /**
   * HearthCertificateGate::decided:
   * @open: whether the gate is open now
   *
   * A presented certificate has opened or shut the gate. Main thread.
   */
  signals[DECIDED] = g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
hearth_certificate_gate_init (HearthCertificateGate *self)
{
  g_mutex_init (&self->mutex);
}

HearthCertificateGate *
hearth_certificate_gate_new (void)
{
  return g_object_new (HEARTH_TYPE_CERTIFICATE_GATE, NULL);
}

gboolean
hearth_certificate_gate_expect (HearthCertificateGate *self,
                                const guint8          *fingerprint)
{
  gboolean same;

  g_return_val_if_fail (HEARTH_IS_CERTIFICATE_GATE (self), FALSE);
  g_return_val_if_fail (fingerprint != NULL, FALSE);

  g_mutex_lock (&self->mutex);
  if (!self->expecting)
    memcpy (self->expected, fingerprint, HEARTH_FINGERPRINT_BYTES);
  self->expecting = TRUE;
  same = sodium_memcmp (self->expected, fingerprint, HEARTH_FINGERPRINT_BYTES) == 0;
  g_mutex_unlock (&self->mutex);

  return same;
}

void
hearth_certificate_gate_present (HearthCertificateGate *self,
                                 const char            *pem)
{
  guint8 fingerprint[HEARTH_FINGERPRINT_BYTES];
  gboolean readable;
  State before;
  State after;

  g_return_if_fail (HEARTH_IS_CERTIFICATE_GATE (self));

  readable = hash_certificate (pem, fingerprint);

  g_mutex_lock (&self->mutex);
  before = self->state;
  after = STATE_SHUT;
  if (before != STATE_SHUT && readable && self->expecting
      && sodium_memcmp (self->expected, fingerprint, HEARTH_FINGERPRINT_BYTES) == 0)
    after = STATE_OPEN;
  self->state = after;
  g_mutex_unlock (&self->mutex);

  if (after != before)
    hearth_main_thread_post (self, on_decided, NULL, NULL);
}

void
hearth_certificate_gate_shut (HearthCertificateGate *self)
{
  g_return_if_fail (HEARTH_IS_CERTIFICATE_GATE (self));

  g_mutex_lock (&self->mutex);
  self->state = STATE_SHUT;
  g_mutex_unlock (&self->mutex);
}

gboolean
hearth_certificate_gate_is_open (HearthCertificateGate *self)
{
  g_return_val_if_fail (HEARTH_IS_CERTIFICATE_GATE (self), FALSE);

  return self->state == STATE_OPEN;
}

void
hearth_certificate_gate_note_received (HearthCertificateGate *self)
{
  g_return_if_fail (HEARTH_IS_CERTIFICATE_GATE (self));

  self->last_received = g_get_monotonic_time ();
}

gint64
hearth_certificate_gate_get_last_received (HearthCertificateGate *self)
{
  g_return_val_if_fail (HEARTH_IS_CERTIFICATE_GATE (self), 0);

  return self->last_received;
}
