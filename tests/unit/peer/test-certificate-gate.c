/* The gate opens for one certificate, and for good or never.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "base/main-thread.h"
#include "peer/certificate-gate.h"

/* "certificate" in base64, and what SHA-256 makes of it. The gate reads nothing in a certificate. */
#define PEM "-----BEGIN CERTIFICATE-----\nY2VydGlm\naWNhdGU=\n-----END CERTIFICATE-----\n"
#define OTHER_PEM "-----BEGIN CERTIFICATE-----\nb3RoZXI=\n-----END CERTIFICATE-----\n"

typedef struct
{
  HearthCertificateGate *gate;
  guint8 fingerprint[HEARTH_FINGERPRINT_BYTES];
  guint n_decided;
  gboolean open;
} Fixture;

static void
on_decided (HearthCertificateGate *gate,
            gboolean               open,
            Fixture               *fixture)
{
  g_assert_true (hearth_main_thread_is_current ());
  fixture->n_decided++;
  fixture->open = open;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = sizeof fixture->fingerprint;

  g_checksum_update (checksum, (const guchar *) "certificate", -1);
  g_checksum_get_digest (checksum, fixture->fingerprint, &length);
  fixture->gate = hearth_certificate_gate_new ();
  g_signal_connect (fixture->gate, "decided", G_CALLBACK (on_decided), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->gate);
}

static void
assert_decided (Fixture  *fixture,
                guint     n,
                gboolean  open)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_decided, ==, n);
  g_assert_cmpint (hearth_certificate_gate_is_open (fixture->gate), ==, open);
  if (n > 0)
    g_assert_cmpint (fixture->open, ==, open);
}

static gpointer
present (gpointer data)
{
  hearth_certificate_gate_present (data, PEM);

  return NULL;
}

static void
test_match (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_true (hearth_certificate_gate_expect (fixture->gate, fixture->fingerprint));
  assert_decided (fixture, 0, FALSE);
  g_thread_join (g_thread_new ("dtls", present, fixture->gate));
  g_assert_true (hearth_certificate_gate_is_open (fixture->gate));
  assert_decided (fixture, 1, TRUE);

  /* DTLS tells it again. */
  hearth_certificate_gate_present (fixture->gate, PEM);
  assert_decided (fixture, 1, TRUE);

  /* And then another one. */
  hearth_certificate_gate_present (fixture->gate, OTHER_PEM);
  assert_decided (fixture, 2, FALSE);
  hearth_certificate_gate_present (fixture->gate, PEM);
  assert_decided (fixture, 2, FALSE);
}

static void
test_mismatch (Fixture       *fixture,
               gconstpointer  data)
{
  for (guint i = 0; i < HEARTH_FINGERPRINT_BYTES * 8; i++)
    {
      g_autoptr (HearthCertificateGate) gate = hearth_certificate_gate_new ();

      fixture->fingerprint[i / 8] ^= 1 << i % 8;
      hearth_certificate_gate_expect (gate, fixture->fingerprint);
      hearth_certificate_gate_present (gate, PEM);
      g_assert_false (hearth_certificate_gate_is_open (gate));
      fixture->fingerprint[i / 8] ^= 1 << i % 8;
    }
}

static void
test_unreadable (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char *const pems[] = {
    NULL, "", "certificate", "-----BEGIN CERTIFICATE-----\nY2VydGlmaWNhdGU=\n",
    "-----BEGIN CERTIFICATE----------END CERTIFICATE-----",
    "-----BEGIN PRIVATE KEY-----\nY2VydGlmaWNhdGU=\n-----END PRIVATE KEY-----\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pems); i++)
    {
      g_autoptr (HearthCertificateGate) gate = hearth_certificate_gate_new ();

      hearth_certificate_gate_expect (gate, fixture->fingerprint);
      hearth_certificate_gate_present (gate, pems[i]);
      g_assert_false (hearth_certificate_gate_is_open (gate));
      hearth_certificate_gate_present (gate, PEM);
      g_assert_false (hearth_certificate_gate_is_open (gate));
    }
}

static void
test_unexpected (Fixture       *fixture,
                 gconstpointer  data)
{
  hearth_certificate_gate_present (fixture->gate, PEM);
  assert_decided (fixture, 1, FALSE);
  hearth_certificate_gate_expect (fixture->gate, fixture->fingerprint);
  hearth_certificate_gate_present (fixture->gate, PEM);
  assert_decided (fixture, 1, FALSE);
}

static void
test_expect_twice (Fixture       *fixture,
                   gconstpointer  data)
{
  guint8 other[HEARTH_FINGERPRINT_BYTES];

  memcpy (other, fixture->fingerprint, sizeof other);
  other[31] ^= 1;
  g_assert_true (hearth_certificate_gate_expect (fixture->gate, fixture->fingerprint));
  g_assert_true (hearth_certificate_gate_expect (fixture->gate, fixture->fingerprint));
  g_assert_false (hearth_certificate_gate_expect (fixture->gate, other));
  hearth_certificate_gate_present (fixture->gate, PEM);
  assert_decided (fixture, 1, TRUE);
}

static void
test_shut (Fixture       *fixture,
           gconstpointer  data)
{
  hearth_certificate_gate_expect (fixture->gate, fixture->fingerprint);
  hearth_certificate_gate_present (fixture->gate, PEM);
  assert_decided (fixture, 1, TRUE);
  hearth_certificate_gate_shut (fixture->gate);
  hearth_certificate_gate_present (fixture->gate, PEM);
  g_assert_false (hearth_certificate_gate_is_open (fixture->gate));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

#define ADD(path, func) g_test_add ("/peer/certificate-gate/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("match", test_match);
  ADD ("mismatch", test_mismatch);
  ADD ("unreadable", test_unreadable);
  ADD ("unexpected", test_unexpected);
  ADD ("expect-twice", test_expect_twice);
  ADD ("shut", test_shut);
#undef ADD

  return g_test_run ();
}
